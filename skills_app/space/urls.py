from django.urls import path

from skills_app.space import views

app_name = "space"
urlpatterns = [
    path("space/", views.show_space, name="home"),
    path("space/make/", views.make, name="make"),
    path("space/open/", views.open_it, name="open"),
    path("space/lock/", views.lock, name="lock"),
    path("space/words/", views.recovery_words, name="words"),
    path("space/recover/", views.recover, name="recover"),
    path("space/passphrase/", views.change_passphrase, name="passphrase"),
]
