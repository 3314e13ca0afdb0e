"""Charts: what they may show, what is drawn of them, the same every time."""

import re
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import pytest

from ui.chart import Chart, Kind, Series, Shade
from ui.charts import PALETTES, draw
from ui.site.colours import contrast

SHARES = Chart(
    Kind.BARS,
    ("Collèges", "Routes"),
    (Series("Part du texte", (12.5, 8)), Series("Part des questions", (4, None))),
    "%",
)
RUNS = Chart(
    Kind.LINES,
    tuple(f"{day} nov." for day in range(1, 31)),
    (Series("Justes", (50.0,) * 30, (45.0,) * 30, (55.0,) * 30),),
)


@pytest.mark.parametrize("chart", [SHARES, RUNS])
@pytest.mark.parametrize("shade", Shade)
def test_a_chart_is_well_formed_svg_and_the_same_every_time(chart: Chart, shade: Shade) -> None:
    svg = draw(chart, shade)
    assert ElementTree.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert draw(chart, shade) == svg


@pytest.mark.parametrize("shade", Shade)
def test_each_shade_has_its_own_colours_and_no_other_host_is_named(shade: Shade) -> None:
    svg = draw(SHARES, shade).decode()
    assert all(colour in svg for colour in PALETTES[shade].series[:2])
    hosts = set(re.findall(r"https?://([a-z0-9.]+)", svg))
    assert hosts <= {"www.w3.org", "purl.org", "creativecommons.org"}


def test_a_bar_without_a_value_has_no_figure_beside_it() -> None:
    def drawn(value: float | None) -> str:
        return draw(Chart(Kind.BARS, ("Routes",), (Series("Part", (value,)),))).decode()

    assert drawn(None).count("<use") < drawn(0.0).count("<use")


@pytest.mark.parametrize(("shade", "paper"), [(Shade.LIGHT, "#fffefb"), (Shade.DARK, "#12171c")])
def test_every_colour_of_a_series_stands_out_from_the_paper(shade: Shade, paper: str) -> None:
    assert all(contrast(colour, paper) >= 3 for colour in PALETTES[shade].series)


@pytest.mark.parametrize(
    ("labels", "series"),
    [
        (("a",), ()),
        (("a",), (Series("s", (1.0,)),) * 5),
        ((), (Series("s", ()),)),
        (("a", "b"), (Series("s", (1.0,)),)),
        (("a", "b"), (Series("s", (1.0, 2.0), (0.5,), (1.5,)),)),
    ],
)
def test_a_chart_that_can_not_be_drawn_can_not_be_made(
    labels: tuple[str, ...], series: tuple[Series, ...]
) -> None:
    with pytest.raises(ValueError, match=r"chart|values"):
        Chart(Kind.BARS, labels, series)


def test_charts_that_are_drawn_at_once_are_each_drawn_rightly() -> None:
    chart = Chart(Kind.BARS, ("a", "b"), (Series("un", (1.0, 2.0)),))
    with ThreadPoolExecutor(4) as threads:
        drawn = set(threads.map(draw, [chart] * 8))
    assert drawn == {draw(chart)}
