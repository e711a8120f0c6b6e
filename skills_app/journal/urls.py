from django.urls import path

from skills_app.journal import views

app_name = "journal"
urlpatterns = [
    path("write/", views.list_entries, name="list"),
    path("write/page/<int:page>/", views.list_entries, name="page"),
    path("write/new/", views.write_entry, name="new"),
    path("write/<uuid:entry_id>/", views.read_entry, name="entry"),
    path("write/<uuid:entry_id>/change/", views.change_entry, name="change"),
    path("write/<uuid:entry_id>/erase/", views.delete_entry, name="delete"),
    path("write/unfinished/<uuid:draft_id>/", views.carry_on_draft, name="draft"),
    path("write/unfinished/<uuid:draft_id>/erase/", views.let_draft_go, name="let_draft_go"),
]
