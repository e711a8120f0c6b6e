"""Light text to HTML: paragraphs, lists, strong and emphasis. Everything else is escaped."""

from markdown_it import MarkdownIt

# The "zero" preset knows paragraphs only. HTML, links, images, code and headings stay off, so
# whatever is typed comes out as text inside <p>, <ul>, <ol>, <li>, <strong> or <em>.
_LIGHT = MarkdownIt("zero", {"html": False, "breaks": False}).enable(
    ["list", "emphasis", "escape", "newline"]
)


def render_light(text: str) -> str:
    """Safe HTML for light text; never raises, whatever the text."""
    return str(_LIGHT.render(text))
