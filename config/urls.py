from django.urls import include, path

urlpatterns = [path("", include("skills_app.urls"))]

handler400 = "skills_app.exits.errors.bad_request"
handler403 = "skills_app.exits.errors.forbidden"
handler404 = "skills_app.exits.errors.not_found"
handler500 = "skills_app.exits.errors.broken"
# Not one of Django’s own: allauth looks it up here by this name.
handler429 = "skills_app.exits.errors.too_many"
