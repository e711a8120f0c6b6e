import base64
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template

from skills_app.templatetags.assets import pinned, script


def test_the_integrity_value_is_the_digest_of_the_file_that_is_served() -> None:
    address, integrity = pinned("js/exit.js")
    file = Path(settings.STATIC_ROOT) / address.removeprefix(settings.STATIC_URL)

    digest = base64.b64encode(hashlib.sha384(file.read_bytes()).digest()).decode()

    assert integrity == f"sha384-{digest}"
    assert address != "/static/js/exit.js", "the name carries the contents' hash"


def test_a_browser_that_notes_which_scripts_it_ran_notes_plain_names() -> None:
    served = Path(settings.STATIC_ROOT)
    for path in ("js/exit.js", "js/cover.js", "js/write.js", "css/all.css"):
        folder, name = pinned(path)[0].removeprefix(settings.STATIC_URL).split("/")
        assert folder == path.split("/")[0]
        assert re.fullmatch(r"[0-9a-f]{12}\.(js|css)", name)
        assert (served / folder / f"{name}.gz").is_file()


def test_the_tags_are_written_whole() -> None:
    page = Template(
        "{% load assets %}{% stylesheet %}"
        '{% script "js/exit.js" "async" %}{% script "js/page.js" %}'
    ).render(Context())

    assert page.count('integrity="sha384-') == 3
    assert page.count("<script") == 2
    assert " async></script>" in page
    assert " defer></script>" in page


def test_a_file_that_was_never_collected_is_named_with_what_to_do() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"js/absent\.js.*collectstatic"):
        pinned("js/absent.js")


def test_a_script_cannot_hold_up_the_page() -> None:
    with pytest.raises(ValueError, match="at once"):
        script("js/exit.js", "at once")


def test_the_first_visit_asks_for_little() -> None:
    """The exit script does more than GOV.UK's exit component (3,153 bytes) in less."""
    import gzip

    def size(path: str) -> int:
        file = Path(settings.STATIC_ROOT) / pinned(path)[0].removeprefix(settings.STATIC_URL)
        return len(gzip.compress(file.read_bytes(), 9))

    assert size("js/exit.js") <= 3200
