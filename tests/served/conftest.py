"""A real server for these tests, one for all of them, with little patience for slow requests."""

from collections.abc import Iterator

import pytest

from tests.real_site import RealSite

SLOW_SECONDS = 2


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealSite]:
    site = RealSite(tmp_path_factory.mktemp("served"))
    site.environment["STEADY_SLOW_SECONDS"] = str(SLOW_SECONDS)
    site.prepare()
    try:
        site.start()
        yield site
    finally:
        site.stop()
