"""The open space behind a test's browser, for looking at what was really kept."""

from django.test import Client

from skills_app.account.models import User
from skills_app.vault.crypto.slots import SlotKind
from skills_app.vault.models import Vault
from skills_app.vault.store.open_space import OpenSpace
from skills_app.vault.unlocking.keyslots import secret_from_passphrase, try_key
from tests.people import PASSPHRASE

WORDS = "The heron stood in the grey water all morning."


def space_of(user: User) -> OpenSpace:
    vault = Vault.objects.get(user=user)
    vmk = try_key(vault, SlotKind.PASSPHRASE, secret_from_passphrase(PASSPHRASE))
    return OpenSpace(vault_id=vault.pk, epoch=vault.epoch, vmk=vmk)


def kept_at(client: Client, **fields: object) -> str:
    """Keep an entry; its address."""
    answer = client.post("/write/new/", {"text": WORDS, **fields})
    assert answer.status_code == 303, answer.content.decode()
    return str(answer.headers["Location"])


def page_at(client: Client, path: str, *, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()
