"""The site's addresses and one more, for benchmarks.steps: a view that does nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import *  # noqa: F403
from config.urls import urlpatterns as ours


def answer_nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!DOCTYPE html><title>x</title>")


urlpatterns = [path("empty/", answer_nothing), *ours]
