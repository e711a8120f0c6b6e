"""Static files, hashed and precompressed: styles joined into one, scripts one for each entry."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from config.scripts import served

# Order matters little: every file puts its rules in a named layer, declared in layers.css.
STYLES_FIRST = ("css/layers.css", "css/tokens.css")
BUNDLE = "css/all.css"
COMMENT = re.compile(r"[ \t]*/\*.*?\*/\n?", re.DOTALL)
SPACE = re.compile(r"\s*([{};>])\s*|([:,])\s+")
LAST = re.compile(r";(?=})|(?<![\w.#])0(?=\.\d)")


class BundledStaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """One stylesheet request instead of one a component, and addresses that tell nothing.

    A file is served under the hash of its contents alone. Some browsers note which scripts of a
    site they ran, and there no “exit” and no “cover” should stand.
    """

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        named = str(super().hashed_name(name, content, filename))
        file = PurePosixPath(named)
        plain = str(file.with_name("".join(file.suffixes[-2:]).removeprefix(".")))
        if self._new_files is not None:
            self._new_files.add(self.clean_name(plain))
        return plain

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        if not dry_run:
            styles = sorted(path for path in paths if path.startswith("css/") and path != BUNDLE)
            ordered = [path for path in STYLES_FIRST if path in styles]
            ordered += [path for path in styles if path not in STYLES_FIRST]
            parts = []
            for path in ordered:
                with paths[path][0].open(path) as file:
                    parts.append(file.read().decode("utf-8"))
            if self.exists(BUNDLE):
                self.delete(BUNDLE)
            # Comments are for who reads the source; on a slow line they only take time.
            joined = SPACE.sub(r"\1\2", COMMENT.sub("", "\n".join(parts)))
            joined = LAST.sub("", joined)
            self._save(BUNDLE, ContentFile(joined.encode("utf-8")))
            paths[BUNDLE] = (self, BUNDLE)
            self._join_scripts(paths)
        yield from super().post_process(paths, dry_run, **options)

    def _join_scripts(self, paths: dict[str, Any]) -> None:
        """A file in `js/` is served with all it takes from the folders below, which are not."""

        def read(path: str) -> str:
            if path not in paths:
                raise FileNotFoundError(path)
            with paths[path][0].open(path) as file:
                return str(file.read().decode("utf-8"))

        scripts = [path for path in paths if path.startswith("js/")]
        entries = [path for path in scripts if path.count("/") == 1]
        made = {path: served(path, read) for path in entries}
        for path in scripts:
            if self.exists(path):
                self.delete(path)
            del paths[path]
        for path, script in made.items():
            self._save(path, ContentFile(script.encode("utf-8")))
            paths[path] = (self, path)
