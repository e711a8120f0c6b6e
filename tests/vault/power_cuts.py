"""Breaks work off at each statement it sends to the database, one after another."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection


class PowerCut(BaseException):
    """Nothing in the program catches this."""


def at_each_statement(act: Callable[[], object]) -> Iterator[int]:
    """Does `act` again and again, each time broken off one statement later.

    Gives the statement's number each time, for looking at what is left; ends when `act` ran
    through, which it has then done once. Needs a test database with real transactions.
    """
    number = 0
    while True:
        left = number

        def cut(execute: Callable[..., object], *args: object) -> object:
            nonlocal left
            left -= 1
            if left == -1:
                raise PowerCut
            return execute(*args)

        with connection.execute_wrapper(cut):
            if left_whole(act):
                return
        yield number
        number += 1
        if number > 2000:
            pytest.fail("It never ends.")


def left_whole(act: Callable[[], object]) -> bool:
    try:
        act()
    except PowerCut:
        return False
    return True
