import pytest
from django.test import Client
from django.utils.html import strip_tags

pytestmark = pytest.mark.django_db


def test_the_page_says_honestly_what_leaving_cannot_do(guest: Client) -> None:
    page = strip_tags(guest.get("/safety/").content.decode())

    for word in (
        "browsing history",
        "Searches",
        "download",
        "pictures taken of the screen",
        "keyboards learn",
        "router",
        "Software put on a device to watch it",
        "A safer device matters more than any button",
        "Clearing all history at once can be noticed too",
        "no connection",
        "note what a form sent",
        "show it in a new tab, among the sites used most",
        "when it was last used",
    ):
        assert word in page


def test_the_page_never_promises_more_than_it_holds(guest: Client) -> None:
    page = guest.get("/safety/").content.decode().lower()

    for promise in ("zero-knowledge", "end-to-end", "military", "guarantee", "100%", "impossible"):
        assert promise not in page


def test_leaving_can_be_tried_from_the_page(guest: Client) -> None:
    assert 'href="/leave/try/"' in guest.get("/safety/").content.decode()


def test_the_page_says_what_goes_along_and_what_is_gone(guest: Client) -> None:
    page = strip_tags(guest.get("/safety/").content.decode())

    assert "a page of your journal, and a kept script or plan you were changing" in page
    assert "Anything else you were typing is gone" in page
    tried = strip_tags(guest.get("/leave/try/").content.decode())
    assert "a page of your journal, or a kept script or plan you were changing" in tried


def test_the_page_says_what_stays_without_scripts(guest: Client) -> None:
    page = strip_tags(guest.get("/safety/").content.decode())

    for words in (
        "Other tabs stay as they are",
        "The Back button still lists this site’s addresses",
        "and random ids",
        "With scripts on, the Back button does not lead back",
    ):
        assert words in page
