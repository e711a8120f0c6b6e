from django.conf import settings
from django.db import models


class Profile(models.Model):
    """A member's comfort choices and places, sealed under the server's key."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="profile",
    )
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "a member's choices"
