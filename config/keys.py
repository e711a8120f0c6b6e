"""The one key Django itself needs, made at first run and kept at mode 0600."""

import os
import secrets
import stat
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def write_private_file(path: Path, text: str) -> None:
    """Write a new file only its owner can read; never overwrite one.

    Raises:
        FileExistsError: the file is there already.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def refuse_if_others_reach(*paths: Path) -> None:
    """Raises: ImproperlyConfigured, naming the first that other users can read or change."""
    for path in paths:
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:
            continue
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            right = "700" if stat.S_ISDIR(mode) else "600"
            raise ImproperlyConfigured(
                f"{path} can be read or changed by other users of this machine."
                f" Run: chmod {right} {path}"
            )


def read_or_make_secret_key(folder: Path) -> str:
    """SECRET_KEY from the environment, else from `secret.key` in the data folder.

    Sign-ins are tied to it, and nothing that is kept: a lost one is remade, and everybody signs
    in again.
    """
    given = os.environ.get("SECRET_KEY", "").strip()
    path = folder / "secret.key"
    if not given:
        try:
            write_private_file(path, secrets.token_urlsafe(48))
        except FileExistsError:
            pass
        except OSError as error:
            raise ImproperlyConfigured(
                f"{path} cannot be written ({error.strerror}). Let this user write to"
                " the data folder, or set STEADY_DATA to another one."
            ) from error
        refuse_if_others_reach(path)
        try:
            given = path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(
                f"{path} cannot be read as a key. Let this user read it; or remove it to have a"
                " new one made, which signs everybody out once."
            ) from error
    if len(given) < 40:
        raise ImproperlyConfigured(
            "SECRET_KEY is shorter than 40 characters. Remove it (and secret.key) to have"
            " one made, or give a longer one."
        )
    return given
