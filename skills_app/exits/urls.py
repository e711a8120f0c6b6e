from django.urls import path

from skills_app.exits import cover_views, views
from skills_app.http import without_words

app_name = "exits"
urlpatterns = without_words(
    [
        path("leave/", views.leave, name="leave"),
        path("lock/", views.lock, name="lock"),
        path("cover/", cover_views.cover, name="cover"),
        path("cover/off/", cover_views.uncover, name="uncover"),
        path("leave/try/", views.try_leaving, name="try"),
        path("lock/try/", views.lock_after_trying, name="lock-try"),
        path("safety/", views.show_safety, name="safety"),
    ]
)
