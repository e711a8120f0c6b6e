"""What the server runs: the site behind its front, which reads each request before it answers."""

from django.conf import settings

from config.front.bodies import Bounds
from config.front.gateway import Gateway
from config.wsgi import application as site

application = Gateway(
    site,
    Bounds(
        still=settings.SLOW_SECONDS,
        grace=settings.SLOW_SECONDS,
        most=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    ),
)
