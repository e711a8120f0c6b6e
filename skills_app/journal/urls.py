from django.urls import path

from skills_app.documents import ways_back
from skills_app.journal import draft_views, past_views, search_views, start_views, views

app_name = "journal"
urlpatterns = [
    path("write/", views.list_entries, name="list"),
    path("write/page/<int:page>/", views.list_entries, name="page"),
    path("write/months/", search_views.show_month, name="months"),
    path("write/find/", search_views.find_entries, name="find"),
    path("write/new/", views.write_entry, name="new"),
    path("write/timed/", start_views.write_for_a_time, name="timed"),
    path("write/rest/", start_views.rest_after_writing, name="rest"),
    path("write/let-go/", start_views.write_and_let_go, name="let_go"),
    path("write/starts/", start_views.show_starts, name="starts"),
    path("write/starts/<uuid:prompt_id>/erase/", start_views.erase_start, name="erase_start"),
    path("write/keep-draft/", draft_views.keep_what_is_typed, name="keep_draft"),
    path("write/unfinished/", draft_views.list_drafts, name="drafts"),
    path("write/unfinished/page/<int:page>/", draft_views.list_drafts, name="drafts_page"),
    path("write/unfinished/<uuid:draft_id>/", draft_views.carry_on_draft, name="draft"),
    path("write/unfinished/<uuid:draft_id>/erase/", draft_views.let_draft_go, name="let_draft_go"),
    *ways_back("write/", home=f"{app_name}:list"),
    path("write/<uuid:entry_id>/", views.read_entry, name="entry"),
    path("write/<uuid:entry_id>/change/", views.change_entry, name="change"),
    path("write/<uuid:entry_id>/pin/", views.pin_entry, name="pin"),
    path("write/<uuid:entry_id>/erase/", past_views.erase_entry, name="delete"),
    path("write/<uuid:entry_id>/earlier/", past_views.list_versions, name="versions"),
    path(
        "write/<uuid:entry_id>/earlier/<uuid:version_id>/",
        past_views.read_version,
        name="version",
    ),
    path(
        "write/<uuid:entry_id>/earlier/<uuid:version_id>/back/",
        past_views.bring_version_back,
        name="version_back",
    ),
]
