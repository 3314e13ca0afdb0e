"""The operator's accent: readable on our paper, or refused with the contrast that was measured."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# WCAG 2.2, success criterion 1.4.3: text of ordinary size.
WANTED = 4.5
_HEX = re.compile("#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Ground:
    """One of our two schemes: what text stands on, and how much of the accent colours a tint.

    The colours are those of `style.css`.
    """

    paper: str
    card: str
    on_accent: str
    share: float


LIGHT = Ground("#f6f4ee", "#fffefb", on_accent="#ffffff", share=0.10)
DARK = Ground("#12171c", "#1a2128", on_accent="#0b2229", share=0.12)


@dataclass(frozen=True, slots=True)
class Colours:
    """The accent by day and by night; empty for ours."""

    accent: str = ""
    accent_dark: str = ""

    def stylesheet(self) -> str:
        """What `style.css` takes over from the operator; empty where nothing was chosen."""
        rules = "".join(f"  --site-{name}: {value};\n" for name, value in self._values())
        return f":root {{\n{rules}}}\n" if rules else ""

    def _values(self) -> Iterator[tuple[str, str]]:
        if self.accent:
            yield "accent", self.accent
            yield "tint", tint(self.accent, LIGHT)
        if self.accent_dark:
            yield "accent-dark", self.accent_dark
            yield "tint-dark", tint(self.accent_dark, DARK)


def well_formed(colour: str) -> bool:
    """Whether `colour` is written `#rrggbb`."""
    return bool(_HEX.fullmatch(colour))


def luminance(colour: str) -> float:
    """The relative luminance of `colour`, from 0 (black) to 1 (white), as WCAG 2.2 defines it.

    https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    """
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it.

    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio

    >>> round(contrast("#0000ff", "#ffffff"), 2)  # 1.05 / (0.0722 + 0.05)
    8.59
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(accent: str, ground: Ground) -> float:
    """The lowest contrast at which `accent` is read: on paper, card and tint, and under text."""
    under = (ground.paper, ground.card, ground.on_accent, tint(accent, ground))
    return min(contrast(accent, each) for each in under)


def tint(accent: str, ground: Ground) -> str:
    """The card with a little of `accent` in it."""
    channels = (_mixed(accent, ground.card, ground.share, at) for at in (1, 3, 5))
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def _mixed(one: str, other: str, share: float, at: int) -> int:
    values = (int(colour[at : at + 2], 16) for colour in (one, other))
    return round(next(values) * share + next(values) * (1 - share))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
