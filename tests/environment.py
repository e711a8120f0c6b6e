"""One data folder for the whole run, far from anyone's real one."""

import os
import tempfile
from pathlib import Path

DATA = Path(tempfile.mkdtemp(prefix="steady-tests-"))
os.environ["STEADY_DATA"] = str(DATA)
os.environ["STEADY_PLAIN_HTTP"] = "1"
for name in ("SECRET_KEY", "STEADY_SERVER_KEYS", "STEADY_NAMES_KEY", "SITE_NAME", "DATABASE_URL"):
    os.environ.pop(name, None)
