"""Light text to HTML: paragraphs, lists, strong and emphasis. Everything else is escaped."""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

# The "zero" preset knows paragraphs only. HTML, links, images, code and headings stay off, so
# whatever is typed comes out as text inside <p>, <ul>, <ol>, <li>, <strong> or <em>.
_LIGHT = MarkdownIt("zero", {"html": False, "breaks": False}).enable(
    ["list", "emphasis", "escape", "newline"]
)


def _stars_within_a_word(state: StateInline, silent: bool) -> bool:
    """Stars between letters stand for letters left out, as in "d*mn", and begin no emphasis."""
    start = end = state.pos
    while end < state.posMax and state.src[end] == "*":
        end += 1
    if not (0 < start < end < state.posMax):
        return False
    if not (state.src[start - 1].isalnum() and state.src[end].isalnum()):
        return False
    if not silent:
        state.pending += state.src[start:end]
    state.pos = end
    return True


_LIGHT.inline.ruler.before("emphasis", "stars_within_a_word", _stars_within_a_word)
_LIGHT.enable("stars_within_a_word")


def render_light(text: str) -> str:
    """Safe HTML for light text; never raises, whatever the text."""
    return str(_LIGHT.render(text))
