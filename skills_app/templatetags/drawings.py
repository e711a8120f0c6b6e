"""What differs between drawings that are otherwise the same."""

from django.template import Library

register = Library()

# The mouth of a face, by how hard something is, 0 to 10: a line, then more and more of a bow.
MOUTHS = {
    0: "M8 15.5h8",
    2: "M8 15.5q4 .6 8-.2",
    3: "M8 15.6q4-1 8 .4",
    5: "M8 16q4-1.6 8 0",
    7: "M8 16.4q4-2.6 8 0",
    8: "M8 16.8q4-3.6 8 0",
    10: "M8 17.2q4-5 8 0",
}


@register.filter
def mouth(value: int) -> str:
    return MOUTHS.get(value, MOUTHS[10])
