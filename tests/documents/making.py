"""One document of each kind that has pages of its own, for tests of what all kinds share."""

from dataclasses import dataclass, field

from django.test import Client


@dataclass(frozen=True)
class Making:
    """How one is made by hand: the form's fields besides its words, and where it is listed."""

    name: str
    home: str
    fields: dict[str, str] = field(default_factory=dict)

    def kept_at(self, client: Client, text: str) -> str:
        """Keep one; its address."""
        answer = client.post(f"{self.home}new/", {**self.fields, "text": text})
        assert answer.status_code == 303, answer.content.decode()
        return str(answer.headers["Location"])

    def changed(self, client: Client, path: str, text: str, version: int) -> int:
        """Send a change of the version named; the status of the answer."""
        sent = {**self.fields, "text": text, "version": str(version)}
        return client.post(f"{path}change/", sent).status_code


MAKINGS = [
    Making("entry", "/write/"),
    Making("keepsake", "/keep/", {"sort": "script"}),
]
