from django.urls import path

from skills_app.support import views

urlpatterns = [path("people/", views.show_people, name="people")]
