from django.urls import path, re_path

from skills_app.practice import boundary_views, tool_views, views

app_name = "practice"

# Outside the namespace, so that every template can say {% url "front" %}.
front_urlpatterns = [path("", views.front_door, name="front")]

urlpatterns = [
    path("now/", views.right_now, name="now"),
    path("skills/", views.list_skills, name="skills"),
    path("skills/<slug:module_id>/", views.work_through_module, name="module"),
    path("tools/", tool_views.list_tools, name="tools"),
    path("tools/one/", tool_views.pick_one, name="one"),
    path("tools/which/", tool_views.ask_state, name="which"),
    path("tools/quiet/", tool_views.offer_quiet_minutes, name="quiet"),
    re_path(r"^tools/(?P<state>up|down|even)/$", tool_views.list_tools_for, name="state"),
    path("tools/<slug:tool_id>/near/", tool_views.keep_near, name="near"),
    path("tools/<slug:tool_id>/", views.use_tool, name="tool"),
    path("words/", boundary_views.build_words, name="words"),
    path("words/ready/", boundary_views.ready_words, name="ready"),
]
