"""Messages for the next page, which can be taken back when what they say could not be kept."""

from django.contrib.messages.storage.session import SessionStorage


class SaidStorage(SessionStorage):
    """Django's storage in the session."""

    def take_back(self) -> None:
        """Nothing was said, neither now nor on the way here."""
        self._queued_messages.clear()  # type: ignore[attr-defined]  # no stub
        self._loaded_data: list[object] = []
