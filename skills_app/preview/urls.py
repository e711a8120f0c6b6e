"""The whole site and the preview page; only `make preview` serves these."""

from django.urls import include, path

from skills_app.preview.views import show_file

urlpatterns = [path("preview/", show_file, name="preview"), path("", include("config.urls"))]
