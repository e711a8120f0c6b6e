"""Answers are sent compressed, but for large ones: packing them would hold a worker for long."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

LARGE: Final = 1_000_000  # bytes: a long entry in most scripts, and what is given back over-long


class PackingMiddleware(GZipMiddleware):
    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if isinstance(response, HttpResponse) and len(response.content) > LARGE:
            return response
        return super().process_response(request, response)
