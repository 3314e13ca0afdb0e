"""Lays the dossier out with Typst: JSON in, a tagged PDF and what it shows where out."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).parent
WRITTEN = datetime(2026, 2, 28, tzinfo=UTC)
"""The date the PDF carries: fixed, so that writing it again gives the same bytes."""


class Press:
    """A Typst compiler that keeps what didn't change from one printing to the next."""

    def __init__(self) -> None:
        """Only the fonts of the dossier and those inside Typst are seen, never the machine's."""
        self._compiler = typst.Compiler(
            HERE / "dossier.typ", font_paths=[HERE / "fonts"], ignore_system_fonts=True
        )

    def print(self, content: Mapping[str, Any]) -> bytes:
        """The PDF of `content`, PDF/UA-1; a Typst warning (a missing font …) is an error."""
        pdf, warnings = self._compiler.compile_with_warnings(
            sys_inputs={"dossier": json.dumps(content, ensure_ascii=False)},
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=WRITTEN,
        )
        if warnings:
            raise RuntimeError("; ".join(str(warning) for warning in warnings))
        if not isinstance(pdf, bytes):
            raise TypeError("a PDF is one file")
        return pdf

    def shown(self) -> dict[str, set[int]]:
        """For the content printed last: fact id → pages whose boxes, tables or charts show it."""
        pages: dict[str, set[int]] = {}
        for mark in json.loads(self._compiler.query("<shown>", field="value")):
            for fact in mark["facts"]:
                pages.setdefault(fact, set()).add(mark["page"])
        return pages
