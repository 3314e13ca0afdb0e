"""Contrast as WCAG measures it, and the stylesheet made of the operator's accent."""

import re
from importlib.resources import files

import pytest

from ui.site.colours import DARK, LIGHT, WANTED, Colours, contrast, least_contrast, tint

STYLE = (files("ui") / "data" / "style.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),  # (1 + 0.05) / (0 + 0.05)
        ("#0000ff", "#ffffff", 1.05 / (0.0722 + 0.05)),  # blue weighs 0.0722
        ("#ffff00", "#000000", (0.2126 + 0.7152 + 0.05) / 0.05),
        ("#336699", "#336699", 1.0),
    ],
)
def test_contrast_is_that_of_a_hand_worked_example(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio)
    assert contrast(other, one) == pytest.approx(ratio)


def test_the_lightest_grey_that_is_read_on_white_is_the_known_one() -> None:
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_an_accent_is_measured_on_all_that_it_stands_on() -> None:
    accent = "#6b6b6b"
    measured = least_contrast(accent, LIGHT)
    assert measured == pytest.approx(contrast(accent, tint(accent, LIGHT)))
    assert measured < contrast(accent, LIGHT.paper)


def test_our_own_accents_are_read_by_day_and_by_night() -> None:
    assert least_contrast("#0f5565", LIGHT) > WANTED
    assert least_contrast("#86c8d4", DARK) > WANTED


@pytest.mark.parametrize(("accent", "ground"), [("#000000", LIGHT), ("#ffffff", DARK)])
def test_soft_text_is_read_on_the_strongest_tint_there_can_be(accent: str, ground: object) -> None:
    soft = {LIGHT: "#545d69", DARK: "#a9b1bb"}[ground]  # type: ignore[index]
    assert f"--soft: {soft};" in STYLE
    assert contrast(soft, tint(accent, ground)) > WANTED  # type: ignore[arg-type]


def test_the_grounds_are_those_of_the_stylesheet() -> None:
    day, night = STYLE.split("@media (prefers-color-scheme: dark)", 1)
    for ground, css in ((LIGHT, day), (DARK, night.split("}", 1)[0])):
        assert re.findall(r"--(?:paper|card|accent-ink): (#\w+);", css) == [
            ground.paper, ground.card, ground.on_accent,
        ]  # fmt: skip


def test_only_the_colours_chosen_are_in_the_stylesheet() -> None:
    assert Colours().stylesheet() == ""
    css = Colours(accent="#1d4f91").stylesheet()
    assert css.startswith(":root {\n  --site-accent: #1d4f91;\n")
    assert "dark" not in css


def test_the_stylesheet_of_the_house_takes_over_every_colour_that_the_site_sets() -> None:
    css = Colours("#1d4f91", "#9cc3f5").stylesheet()
    names = re.findall(r"(--site-[\w-]+):", css)
    assert len(names) == 4
    assert [name for name in names if f"var({name}, #" not in STYLE] == []
