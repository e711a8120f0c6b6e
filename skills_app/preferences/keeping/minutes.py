"""The clock that sittings and marks are reckoned by."""

from django.utils import timezone


def this_minute() -> int:
    """Whole minutes since 1970: the same everywhere, whatever the reader's clock says."""
    return int(timezone.now().timestamp() // 60)
