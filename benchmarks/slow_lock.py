"""This site with a beacon's address that takes its time: what leaving must not wait for."""

import os
import time
from collections.abc import Iterable
from typing import Any

from config.wsgi import application as site

SECONDS = float(os.environ.get("STEADY_BENCHMARK_LOCK_SECONDS", "0"))


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/lock/":
        time.sleep(SECONDS)
    return site(environ, start_response)
