"""A data folder as `manage.py prepare` leaves it: made once for all tests of one state of the code.

Gathering the files that pages load, and packing them, takes longer than most tests; and the parts
of `make test` run side by side, each with a server or more of its own.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest_cache" / "prepared"
# What a first start depends on. Packages: when any was last put in or taken out.
SOURCES = ("config", "skills_app", "static", "templates")
FILES = ("manage.py", "requirements.txt")
PACKAGES = Path(sysconfig.get_paths()["purelib"])
NEVER = (".pyc", ".sqlite3")


def environment(data: Path) -> dict[str, str]:
    ours = {"STEADY_DATA": str(data), "STEADY_PLAIN_HTTP": "1", "TMPDIR": str(data / "tmp")}
    return {**os.environ, **ours}


def prepare(data: Path) -> None:
    """As in life, by a process of its own: under `make mutants`, by one that is not broken."""
    (data / "tmp").mkdir(parents=True)
    data.chmod(0o700)
    command = [sys.executable, "manage.py", "prepare"]
    whole = {**environment(data), "MUTANT_UNDER_TEST": ""}
    subprocess.run(command, cwd=ROOT, env=whole, check=True, capture_output=True)


@cache
def state_of_the_code() -> str:
    state = hashlib.sha256(str(PACKAGES.stat().st_mtime_ns).encode())
    folders = [path for name in SOURCES for path in sorted((ROOT / name).rglob("*"))]
    for path in (*folders, *(ROOT / name for name in FILES)):
        if path.is_file() and path.suffix not in NEVER:
            state.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode())
            state.update(path.read_bytes())
    return state.hexdigest()[:32]


@contextmanager
def one_after_another() -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def copy_prepared(data: Path, part: str = "") -> None:
    """The folder, or a part of it, to where there may be something already."""
    kept = KEPT / state_of_the_code()
    with one_after_another():
        if not kept.exists():
            for outdated in KEPT.glob("*/"):
                shutil.rmtree(outdated)
            with TemporaryDirectory(dir=KEPT) as folder:
                prepare(Path(folder, "data"))
                Path(folder, "data").rename(kept)
        shutil.copytree(kept / part, data / part, dirs_exist_ok=True)
