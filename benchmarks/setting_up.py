"""Puts the same entries into a private space and into the tables it is measured against."""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import RequestFactory

from benchmarks.tables import FernetEntry, PlainEntry, make_tables
from benchmarks.writing import entries
from skills_app.account.models import User
from skills_app.journal.kinds import ENTRY
from skills_app.journal.shapes import Entry
from skills_app.vault.store.open_space import OpenSpace
from skills_app.vault.unlocking import unlocks
from skills_app.vault.unlocking.opening import make_space, the_open_space
from skills_app.vault.unlocking.sessions import SessionStore

PASSPHRASE = "six quiet herons over the estuary"


@dataclass
class Bench:
    """One person, their open space with all the entries in it, and the browser it is open in."""

    user: User
    session_key: str
    cookie: str
    count: int

    def request(self) -> HttpRequest:
        """A new request of this person's browser."""
        request = RequestFactory().get("/")
        request.session = SessionStore(self.session_key)
        request.user = self.user
        request.COOKIES[settings.UNLOCK_COOKIE_NAME] = self.cookie
        return request

    def open_space(self) -> OpenSpace:
        """The space as a new request finds it open."""
        space = the_open_space(self.request())
        assert space is not None
        return space


def set_up(count: int) -> Bench:
    make_tables()
    user = User.objects.create_user("benchmark", "not used for anything")
    request = RequestFactory().get("/")
    request.session = SessionStore()
    login(request, user)
    request.session.save()
    make_space(user, PASSPHRASE, request=request)
    space = the_open_space(request)
    assert space is not None
    written = list(entries(count, rare_at=count // 3))
    with transaction.atomic():
        for entry in written:
            space.create(ENTRY.name, entry.to_document())
    for model in (PlainEntry, FernetEntry):
        model.objects.bulk_create(
            [
                model(owner=space.vault_id, seq=seq, tags=json.dumps(entry.tags), **columns(entry))
                for seq, entry in enumerate(written, 1)
            ],
            batch_size=500,
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    session_key = str(request.session.session_key)
    return Bench(user, session_key, getattr(request, unlocks.COOKIE), count)


def columns(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in ("title", "text", "on", "made", "changed")}
