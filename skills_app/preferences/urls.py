from django.urls import path

from skills_app.http import without_words
from skills_app.preferences import views

app_name = "comfort"

urlpatterns = without_words(
    [
        path("comfort/", views.show_comfort, name="show"),
        path("comfort/undo/", views.undo, name="undo"),
        path("comfort/preset/", views.choose_preset, name="preset"),
        path("comfort/<slug:section>/", views.save_section, name="save"),
    ]
)
