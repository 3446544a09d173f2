"""Letters of every script that names come in are drawn, and none is left out in silence."""

import io

import pytest

from workbench.presentation.style import OWN_FONT, fonts, new_figure

SCRIPTS = {
    "Latin and Cyrillic": ("Åland, Ærø, Łódź, Република Србија", ""),
    "Chinese": ("中华人民共和国土壤", "CJK"),
    "Arabic": ("المملكة العربية السعودية", "Arabic"),
}


def drawn(text):
    figure, (axes,) = new_figure(2)
    axes.set_title(text)
    svg = io.StringIO()
    figure.savefig(svg, format="svg")  # a warning, which a missing letter gives, is an error here
    return svg.getvalue()


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_letter_of_a_script_is_missing(script):
    text, font = SCRIPTS[script]
    if not any(font in name for name in fonts()):
        pytest.skip(f"There is no Noto font for {font} (Debian: fonts-noto-core, fonts-noto-cjk).")
    assert "<path" in drawn(text)


def test_a_letter_that_no_font_has_is_noticed():
    with pytest.warns(UserWarning, match="Glyph .* missing"):
        drawn("\U00013080")  # an Egyptian hieroglyph


def test_the_font_that_every_machine_has_comes_first():
    assert fonts()[0] == OWN_FONT
