"""Private names of libraries that are leaned on, each pinned to what is expected of it.

A library may change these without a word. A new one has to be added here, so that an update of the
library fails in a test that names it.
"""

import ast
import inspect
from pathlib import Path

from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.base import SessionBase
from django.core.files.base import ContentFile
from django.db.models import Manager
from django.http import HttpResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory
from granian.server.mp import MPServer
from whitenoise.storage import CompressedManifestStaticFilesStorage

ROOT = Path(__file__).resolve().parents[2]
LEANED_ON = {
    "_accept",  # django.middleware.csrf: a form counts as this site's own
    "_cached_user",  # django.contrib.auth: who is asked for once a request
    "_db",  # django.db: which database a manager saves into
    "_files",  # django.http: what came with a form
    "_get_session",  # django.contrib.sessions: what a session holds
    "_load_post_and_files",  # django.http: when a form is read
    "_mutable",  # django.http: what was read changes no more
    "_new_files",  # whitenoise: what is to be served from now on
    "_queued_messages",  # django.contrib.messages: what the next page would say
    "_respawn_workers",  # granian: how a worker that ended is begun anew
    "_save",  # django.core.files: writes a file in a storage's place
}


def own_names(tree: ast.AST) -> set[str]:
    """What a module, and its classes on themselves, call private by themselves."""
    defined = {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
    kept = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and ast.unparse(node.value) in {"self", "cls"}
    }
    return defined | kept


def of_others(tree: ast.AST) -> set[str]:
    own = own_names(tree)
    asked = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and not node.attr.startswith("__")
        and node.attr != "_meta"  # documented
    }
    of_super = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "super()"
    }
    return (asked - own) | (of_super & asked)


def test_each_private_name_of_a_library_is_listed_here() -> None:
    found = set()
    for path in [*(ROOT / "config").rglob("*.py"), *(ROOT / "skills_app").rglob("*.py")]:
        found |= of_others(ast.parse(path.read_text(encoding="utf-8")))
    assert found == LEANED_ON


def test_django_reads_a_form_when_it_is_first_asked_for_and_keeps_it() -> None:
    request = RequestFactory().post("/", {"text": "word"})
    loads = []
    as_django_does = request._load_post_and_files

    def load() -> None:
        loads.append(1)
        as_django_does()

    request._load_post_and_files = load  # type: ignore[method-assign]
    assert request.POST["text"] == "word"
    assert request._files is request.FILES  # type: ignore[attr-defined]
    assert len(loads) == 1


def test_what_django_has_read_changes_no_more() -> None:
    assert QueryDict("a=b")._mutable is False
    assert QueryDict(mutable=True)._mutable is True


def test_django_asks_once_who_somebody_is() -> None:
    request = RequestFactory().get("/")
    known = AnonymousUser()
    request._cached_user = known  # type: ignore[attr-defined]
    assert get_user(request) is known


def test_a_form_that_is_accepted_needs_no_token() -> None:
    middleware = CsrfViewMiddleware(lambda request: HttpResponse())
    request = RequestFactory().post("/")
    assert middleware._accept(request) is None  # type: ignore[attr-defined]
    assert request.csrf_processing_done  # type: ignore[attr-defined]


def test_a_session_is_loaded_by_what_it_holds() -> None:
    asked = inspect.signature(SessionBase._get_session).parameters  # type: ignore[attr-defined]
    assert asked["no_load"].default is False


def test_messages_wait_in_a_list_until_they_are_stored() -> None:
    storage = CookieStorage(RequestFactory().get("/"))
    storage.add(20, "said")
    assert [str(one) for one in storage._queued_messages] == ["said"]  # type: ignore[attr-defined]


def test_whitenoise_notes_the_files_it_makes(tmp_path: Path) -> None:
    storage = CompressedManifestStaticFilesStorage(location=tmp_path)
    assert storage._new_files is None
    found: set[str] = set()
    storage.start_tracking_new_files(found)
    assert storage._new_files is found
    assert storage._save("a.txt", ContentFile(b"a")) == "a.txt"
    assert (tmp_path / "a.txt").read_bytes() == b"a"


def test_a_manager_knows_its_database() -> None:
    assert Manager()._db is None


def test_granian_begins_workers_anew_as_is_expected() -> None:
    asked = list(inspect.signature(MPServer._respawn_workers).parameters)
    assert asked == ["self", "workers", "spawn_target", "target_loader", "delay"]
