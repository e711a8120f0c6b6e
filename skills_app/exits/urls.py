from django.urls import path

from skills_app.exits import views

app_name = "exits"
urlpatterns = [
    path("leave/", views.leave, name="leave"),
    path("lock/", views.lock, name="lock"),
    path("safety/", views.show_safety, name="safety"),
]
