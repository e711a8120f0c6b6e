"""This site with a beacon's address that takes its time: what leaving must not wait for.

`python -m benchmarks.slow_lock PORT` serves it, otherwise as the site is served.
"""

import os
import sys
import time
from collections.abc import Iterable
from typing import Any

SECONDS = float(os.environ.get("BENCHMARK_LOCK_SECONDS", "0"))


def load() -> Any:
    from config.front.gateway import Gateway
    from config.wsgi import application as site

    def slow(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/lock/":
            time.sleep(SECONDS)
        return site(environ, start_response)

    return Gateway(slow)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from config.serve import serve

    serve("127.0.0.1", int(sys.argv[1]), load=load)
