from django.urls import include, path

from skills_app.practice.urls import front_urlpatterns

urlpatterns = [
    *front_urlpatterns,
    path("", include("skills_app.exits.urls")),
    path("", include("skills_app.practice.urls")),
    path("", include("skills_app.preferences.urls")),
    path("", include("skills_app.account.urls")),
    path("", include("skills_app.space.urls")),
    path("", include("skills_app.journal.urls")),
    path("", include("skills_app.keepsakes.urls")),
    path("", include("skills_app.support.urls")),
]
