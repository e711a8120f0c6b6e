from django.urls import include, path

from skills_app.support import views

pages = [
    path("first-call/", views.show_first_call, name="first_call"),
    path("groups/", views.show_group_signs, name="groups"),
    path("care/", views.show_care, name="care"),
    path("rights/", views.show_rights, name="rights"),
    path("card/", views.make_card, name="card"),
]

urlpatterns = [
    path("people/", views.show_people, name="people"),
    path("people/", include((pages, "support"))),
]
