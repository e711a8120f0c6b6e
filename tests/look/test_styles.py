"""The stylesheets keep their promises: readable colours, one layer order, no physical sides."""

import colorsys
import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from skills_app.templatetags.assets import pinned

OLD = "old.css"  # for browsers that know no layers: plain words, in a wrapping of its own
STYLES = sorted(
    path
    for path in (Path(__file__).parents[2] / "static" / "css").glob("*.css")
    if path.name != OLD
)
TOKENS = next(path for path in STYLES if path.name == "tokens.css").read_text()
GROUNDS = ("ground", "sheet", "accent-soft", "sand")


def rules_of(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


def colour_sets() -> dict[str, dict[str, str]]:
    """Each set of tokens as a browser would see it, missing ones filled from the set below it."""
    blocks = [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", body))
        for body in re.findall(r":root[^{]*\{([^}]*)\}", TOKENS)
    ]
    light, dark, chosen_dark, more, more_dark, chosen_contrast = [b for b in blocks if b]
    return {
        "light": light,
        "dark": light | dark,
        "dark, chosen": light | chosen_dark,
        "more contrast": light | more,
        "more contrast, dark": light | dark | more | more_dark,
        "contrast, chosen": light | chosen_contrast,
    }


def channels(colour: str) -> tuple[float, float, float]:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", colour_sets())
def test_text_is_readable_on_every_ground(name: str) -> None:
    colours = colour_sets()[name]
    for text in ("ink", "ink-quiet", "accent", "accent-deep"):
        for ground in GROUNDS:
            assert contrast(colours[text], colours[ground]) >= 7, (text, ground)
    assert contrast(colours["ink"], colours["near"]) >= 7
    assert contrast(colours["ground"], colours["ink"]) >= 7
    for filled in ("accent", "accent-deep"):
        assert contrast(colours["on-accent"], colours[filled]) >= 7
        assert contrast(colours["ground"], colours[filled]) >= 7


@pytest.mark.parametrize("name", colour_sets())
def test_the_edge_of_a_control_can_be_seen(name: str) -> None:
    colours = colour_sets()[name]
    for ground in GROUNDS:
        assert contrast(colours["edge"], colours[ground]) >= 3, ground


@pytest.mark.parametrize("name", colour_sets())
def test_no_colour_is_red(name: str) -> None:
    for token, colour in colour_sets()[name].items():
        hue, _, saturation = colorsys.rgb_to_hls(*channels(colour))
        assert saturation < 0.25 or 20 < hue * 360 < 330, token


def test_the_dark_someone_chose_is_the_dark_of_the_device() -> None:
    sets = colour_sets()
    assert sets["dark"] == sets["dark, chosen"]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_every_rule_stands_in_a_layer(path: Path) -> None:
    outside = re.sub(r"@layer [\w, ]+;", "", rules_of(path))
    depth = 0
    for line in outside.splitlines():
        if depth == 0 and line.strip():
            assert re.match(r"@layer (reset|base|components|utilities) \{", line), line
        depth += line.count("{") - line.count("}")
    assert depth == 0


def test_the_rules_for_old_browsers_reach_no_other() -> None:
    """Each browser that knows either of the two knows layers as well."""
    rules = rules_of(STYLES[0].with_name(OLD)).strip()
    assert rules.startswith("@supports not ((container-type: inline-size) or (height: 1dvh)) {")
    depth = 0
    for number, letter in enumerate(rules):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if letter == "}" and depth == 0:
            assert number == len(rules) - 1
    assert depth == 0
    assert "var(" not in rules


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_nothing_is_forced_and_no_side_of_the_page_is_named(path: Path) -> None:
    rules = rules_of(path)
    assert "!important" not in rules
    sides = r"(?:margin|padding|border)-(?:left|right|top|bottom)"
    bare = r"(?<![\w-])(?:left|right|top|bottom|width|height)"
    # Questions about the window have only physical names.
    rules = re.sub(r"@media[^{]*", "", rules)
    assert not re.findall(rf"(?:{sides}|{bare}|(?:max|min)-(?:width|height))\s*:", rules)
    assert not re.findall(r"text-align:\s*(?:left|right)|float:\s*(?:left|right)\b", rules)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_colours_are_named_only_among_the_tokens(path: Path) -> None:
    if path.name not in {"tokens.css", "print.css"}:
        assert not re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", rules_of(path))


def test_all_styles_together_stay_light() -> None:
    address, _ = pinned("css/all.css")
    served = Path(settings.STATIC_ROOT, address.removeprefix(settings.STATIC_URL)).read_bytes()
    assert b"@layer reset,base" in served
    assert b"exit-bar__button" in served
    assert b"/*" not in served
    assert len(gzip.compress(served, 9)) <= 8_704
