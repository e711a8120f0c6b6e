from allauth.account import views as allauth_views
from django.urls import include, path

from skills_app.account import views
from skills_app.account.onward import with_brief_next
from skills_app.http import without_words

# allauth's own names, but only the pages that need no e-mail address.
allauth_pages = [
    path("in/", with_brief_next(allauth_views.login), name="account_login"),
    path("out/", views.sign_out, name="account_logout"),
    path("new/", with_brief_next(allauth_views.signup), name="account_signup"),
    path("again/", with_brief_next(allauth_views.reauthenticate), name="account_reauthenticate"),
    path(
        "password/", with_brief_next(allauth_views.password_change), name="account_change_password"
    ),
    path("closed/", allauth_views.account_inactive, name="account_inactive"),
]

own_pages = (
    without_words(
        [
            path("", views.show_account, name="home"),
            path("recover/", views.bring_back_sign_in, name="recover"),
            path("places/", views.show_sessions, name="sessions"),
            path("places/end/", views.end_sessions, name="end_sessions"),
            path("erase/", views.erase, name="erase"),
        ]
    ),
    "account",
)

urlpatterns = [
    path("account/", include(allauth_pages)),
    path("account/", include(own_pages)),
]
