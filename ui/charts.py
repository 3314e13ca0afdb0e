"""Charts as SVG by matplotlib, in our own type and colours, on light paper or on dark.

A chart is never alone: the page that shows it gives the same figures as a table.
"""

import atexit
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from tempfile import NamedTemporaryFile, _TemporaryFileWrapper
from threading import Lock

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ui.chart import Chart, Kind, Shade
from ui.dressing import wardrobe
from ui.wording import decimal

SANS = "source-sans-3.woff2"
WIDTH = 7.2  # inches, of 72 points: the charts fill a column of text
ROW, LINE_HEIGHT = 0.34, 3.1
MOST_NAMED = 8  # of the labels under a line
# How each series after another is told apart without its colour.
HATCHES = ("", "////", "....", "xxxx")
MARKERS = ("o", "s", "^", "D")
# Settings of matplotlib are those of the process, and two first charts would make our type twice,
# of which the file that one of them draws with is gone at once.
_DRAWING = Lock()


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a shade; `series` in the order in which they are taken, 3:1 on the paper."""

    ink: str
    soft: str
    rule: str
    series: tuple[str, ...]


LIGHT = ("#0f5565", "#b45309", "#7c5295", "#4d7c0f")
DARK = ("#86c8d4", "#f0b45a", "#cbb0e0", "#a9d36b")
PALETTES = {
    Shade.LIGHT: Palette(
        "#1c2430", "#545d69", "#ddd8cb", ("#0f5565", "#b45309", "#7c5295", "#4d7c0f")
    ),
    Shade.DARK: Palette(
        "#ebe8e1", "#a9b1bb", "#323b45", ("#86c8d4", "#f0b45a", "#cbb0e0", "#a9d36b")
    ),
}


def draw(chart: Chart, shade: Shade = Shade.LIGHT) -> bytes:
    """The chart as SVG; the same chart gives the same bytes. May be called by any thread."""
    with _DRAWING:
        return (_bars if chart.kind is Kind.BARS else _lines)(chart, PALETTES[shade])


def _bars(chart: Chart, palette: Palette) -> bytes:
    """A bar for each label and series, the first label on top; each with its value."""
    labels, series, unit = chart.labels, chart.series, chart.unit
    thick = 0.8 / len(series)
    height = max(1.2, ROW * len(labels) * (0.5 + 0.5 * len(series)) + 0.7)
    figure, axes = _blank(palette, height)
    for place, each in enumerate(series):
        at = [row + (place + 0.5) * thick - 0.4 for row in range(len(labels))]
        values = [value or 0.0 for value in each.values]
        drawn = axes.barh(
            at, values, thick * 0.9, label=each.name, color=palette.series[place],
            hatch=HATCHES[place], edgecolor=palette.rule if place else palette.series[place],
        )  # fmt: skip
        told = ["" if value is None else _figure(value, unit) for value in each.values]
        axes.bar_label(drawn, told, padding=4, color=palette.soft, fontsize=9)
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    axes.margins(x=0.12, y=0.02)
    axes.xaxis.set_visible(False)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    return _drawn(figure, axes, palette, len(series))


def _lines(chart: Chart, palette: Palette) -> bytes:
    """A line for each series over the labels, left to right; intervals as a band behind it."""
    labels, series, unit = chart.labels, chart.series, chart.unit
    figure, axes = _blank(palette, LINE_HEIGHT)
    across = range(len(labels))
    for place, each in enumerate(series):
        colour = palette.series[place]
        axes.plot(
            across, _with_gaps(each.values), color=colour, marker=MARKERS[place], label=each.name,
            lw=2, ms=6,
        )  # fmt: skip
        if each.low and each.high:
            ends = _with_gaps(each.low), _with_gaps(each.high)
            axes.fill_between(across, *ends, color=colour, alpha=0.15, lw=0)
    named = across[:: -(-len(labels) // MOST_NAMED) or 1]
    axes.set_xticks(named, [labels[n] for n in named])
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _figure(value, unit)))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))
    axes.grid(axis="y", color=palette.rule, lw=0.8)
    axes.set_axisbelow(True)
    axes.set_ylim(bottom=0)
    axes.margins(y=0.1)
    return _drawn(figure, axes, palette, len(series))


def _with_gaps(values: Sequence[float | None]) -> list[float]:
    return [math.nan if value is None else value for value in values]


def _figure(value: float, unit: str) -> str:
    """A value as it is written in French: « 1 234 », « 12,5 % »."""
    places = 0 if value == round(value) else 1
    return f"{decimal(value, places)}{unit and ' ' + unit}"


def _blank(palette: Palette, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    FigureCanvasSVG(figure)
    figure.patch.set_alpha(0)
    axes = figure.add_subplot()
    axes.patch.set_alpha(0)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("bottom", "left"):
        axes.spines[side].set_color(palette.rule)
    return figure, axes


def _drawn(figure: Figure, axes: Axes, palette: Palette, series: int) -> bytes:
    axes.tick_params(colors=palette.ink, labelsize=10)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(_in_type(10))
    for text in axes.texts:
        text.set_fontproperties(_in_type(9))
    if series > 1:
        under = -0.1 if axes.xaxis.get_visible() else -0.04
        axes.legend(
            loc="upper center", bbox_to_anchor=(0.5, under), ncols=series, frameon=False,
            labelcolor=palette.ink, prop=_in_type(10),
        )  # fmt: skip
    written = io.BytesIO()
    with rc_context({"svg.hashsalt": "selon", "svg.fonttype": "path"}):
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return written.getvalue()


@cache
def _type() -> "_TemporaryFileWrapper[bytes]":
    """Our type as a file that matplotlib can read, unlike what browsers are given; ends with us."""
    font = TTFont(io.BytesIO(wardrobe()[SANS].content))
    font.flavor = None
    file = NamedTemporaryFile(suffix=".ttf")  # noqa: SIM115 - it has to last as long as the process
    atexit.register(file.close)
    instantiateVariableFont(font, {"wght": 400}).save(file)
    file.flush()
    return file


def _in_type(size: float) -> FontProperties:
    return FontProperties(fname=_type().name, size=size)
