"""The files that the desk serves: tables and reports to save, whole or as they are made; charts."""

from collections.abc import Iterator
from importlib import import_module

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from ui.chart import Chart, Shade
from ui.closed.refused import HEADERS
from ui.routes import DRAWING

CSV, SVG = "text/csv; charset=utf-8", "image/svg+xml"


def saved(content: bytes, kind: str, name: str) -> Response:
    """A file to be saved under `name`."""
    return Response(content, media_type=kind, headers={**HEADERS, **_named(name)})


def csv_file(content: bytes, name: str) -> Response:
    """A table to be saved under `name`."""
    return saved(content, CSV, name)


def streamed(parts: Iterator[bytes], kind: str, name: str) -> Response:
    """A file sent as it is made; the first part is made now, so that an error is still told.

    Raises what making it raises.
    """
    first = next(parts, b"")

    def every() -> Iterator[bytes]:
        yield first
        yield from parts

    return StreamingResponse(every(), media_type=kind, headers={**HEADERS, **_named(name)})


def chart_file(request: Request, chart: Chart) -> Response:
    """A chart for the paper that the address asks for; what draws it is loaded at the first one.

    A page shows it by the macro `figure` of `staff/parts.html`, over a table of the same figures.
    """
    shade = Shade.DARK if request.query_params.get("teinte") == Shade.DARK else Shade.LIGHT
    svg: bytes = import_module("ui.charts").draw(chart, shade)
    return Response(svg, media_type=SVG, headers={**HEADERS, **DRAWING})


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
