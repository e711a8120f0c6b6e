from django.urls import path

from skills_app.http import without_words
from skills_app.space import care_views, key_views, views

app_name = "space"
urlpatterns = without_words(
    [
        path("space/", views.show_space, name="home"),
        path("space/make/", views.make, name="make"),
        path("space/open/", views.open_it, name="open"),
        path("space/lock/", views.lock, name="lock"),
        path("space/erase/", views.erase, name="erase"),
        path("space/words/", key_views.recovery_words, name="words"),
        path("space/words/remove/", key_views.remove_words, name="remove_words"),
        path("space/recover/", key_views.recover, name="recover"),
        path("space/passphrase/", key_views.change_passphrase, name="passphrase"),
        path("space/renew/", key_views.renew, name="renew"),
        path("space/places/", care_views.show_places, name="places"),
        path("space/time/", care_views.time_left, name="time"),
        path("space/lock-everywhere/", care_views.lock_everywhere, name="lock_everywhere"),
        path("space/different/", care_views.read_differences, name="different"),
        path("space/check/", care_views.check, name="check"),
        path("space/fresh-key/", care_views.fresh_key, name="fresh_key"),
    ]
)
