from django.urls import path

from skills_app.documents import ways_back
from skills_app.keepsakes import views

app_name = "keep"
urlpatterns = [
    path("keep/", views.list_keepsakes, name="list"),
    path("keep/plan/", views.show_plan, name="plan"),
    path("keep/plan/now/", views.show_plan_now, name="plan_now"),
    path("keep/new/", views.keep_new, name="new"),
    *ways_back("keep/", home=f"{app_name}:list"),
    path("keep/<uuid:keepsake_id>/", views.show_keepsake, name="show"),
    path("keep/<uuid:keepsake_id>/change/", views.change_keepsake, name="change"),
    path("keep/<uuid:keepsake_id>/erase/", views.delete_keepsake, name="delete"),
]
