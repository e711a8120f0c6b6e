"""Numbers as the reader's language writes them."""

from django.utils.formats import number_format
from django.utils.functional import lazy


def grouped(value: int) -> str:
    """200000 -> "200,000", or as the language groups its digits."""
    return number_format(value, force_grouping=True)


def figure(value: float) -> str:
    """4.0 -> "4", 4.5 -> "4.5", or "4,5" where that is how it is written."""
    return number_format(f"{value:g}")


figure_lazy = lazy(figure, str)
