"""The JSON that programs read: the keys of the command line's contract, and nothing else."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from index.hit import Hit
from index.manifest import Manifest
from index.shelf import ShelvedReport
from ingest.report import Passage
from ingest.sources import Refusal
from retrieval.answer import Answer, Citation
from ui.doctor import Check
from ui.ingestion import Ingested
from ui.wording import say_error

Json = dict[str, Any]
DECIMALS = 4


def dump(value: Json) -> str:
    """`value` on one line, keys in the order given, French letters as they are."""
    return json.dumps(value, ensure_ascii=False)


def answer_json(answer: Answer, *, several: bool = False) -> Json:
    """An answer; `edition` is a list where `several` reports were asked together."""
    return {
        "question": answer.question,
        "searched": answer.searched,
        "outcome": answer.outcome.value,
        "text": answer.text,
        "citations": [citation_json(citation) for citation in answer.citations],
        "nearest": [citation_json(citation) for citation in answer.nearest],
        "set_aside": [
            {
                "quote": aside.quote,
                "page": aside.page,
                "report": aside.report,
                "reason": aside.reason,
                "score": round(aside.score, DECIMALS),
            }
            for aside in answer.set_aside
        ],
        "help": [{"number": line.number, "code": line.code} for line in answer.help],
        "confidence": round(answer.confidence, DECIMALS),
        "edition": list(answer.editions) if several else next(iter(answer.editions), None),
        "partial": answer.partial,
        "notices": dict(answer.notices),
        "choices": list(answer.choices),
        "timings_ms": {stage: round(ms, 1) for stage, ms in answer.timings_ms.items()},
    }


def citation_json(citation: Citation) -> Json:
    """A quote with the page, report and edition that it stands in.

    `also_pages` say the same; `marks` are the places in the quote of the words that decide, as
    [start, end] in characters (Unicode code points).
    """
    return {
        "quote": citation.quote,
        "parts": list(citation.parts),
        "page": citation.page.number,
        "page_label": citation.page_label,
        "report": citation.report,
        "edition": citation.edition,
        "passage_id": citation.passage.id,
        "headings": list(citation.passage.headings),
        "read_by": citation.read_by.value,
        "also_pages": list(citation.also),
        "marks": [list(mark) for mark in citation.marks],
        "table": table_json(citation),
    }


def table_json(citation: Citation) -> Json | None:
    """The rows of a table that are quoted, cell by cell with their heads; None for other quotes.

    `heads_page` is the PDF's page where the heads of the columns stand: an earlier one where the
    table goes on from there, and its heads are then no part of the quote. `counted_in` is what the
    row's figures are counted in where neither they nor their heads say so, "" elsewhere.
    """
    if not citation.rows:
        return None
    text = citation.passage.text
    return {
        "heads_page": citation.rows[0].heads_page,
        "rows": [
            {
                "above": list(row.above),
                "counted_in": row.counted_in,
                "cells": [
                    {"column": c.column, "heads": list(c.heads), "text": text[c.start : c.end]}
                    for c in row.cells
                ],
            }
            for row in citation.rows
        ],
    }


def passage_json(passage: Passage, report: str) -> Json:
    """A passage and where it stands."""
    return {
        "report": report,
        "page": passage.first_page,
        "page_label": passage.page_label,
        "headings": list(passage.headings),
        "text": passage.text,
        "passage_id": passage.id,
    }


def hit_json(hit: Hit, rank: int) -> Json:
    """A passage that was found, its rank (from 1), its score and the half that found it."""
    return {
        "rank": rank,
        "score": round(hit.score, DECIMALS),
        "found_by": hit.found_by.value,
        **passage_json(hit.passage, hit.report),
    }


def edition_json(manifest: Manifest, *, live: bool) -> Json:
    """An edition as its manifest describes it."""
    return {
        "edition": manifest.edition,
        "live": live,
        "pages": manifest.pages,
        "passages": manifest.passages,
        "unread_pages": list(manifest.unread_pages),
        "model": manifest.model.name,
        "built": manifest.built,
        "bytes": manifest.bytes,
    }


def ingested_json(result: Ingested) -> Json:
    """A source whose report answers now; `built` is false where nothing had to be rebuilt."""
    manifest = result.published.manifest
    return {
        "slug": manifest.report,
        "source_file": result.source_file,
        "edition": manifest.edition,
        "pages": manifest.pages,
        "passages": manifest.passages,
        "unread_pages": list(manifest.unread_pages),
        "built": result.published.built,
    }


def refused_json(refusal: Refusal) -> Json:
    """A source that can't become a report, and why."""
    return {
        "source_file": refusal.source_file,
        "code": refusal.error.code,
        "reason": say_error(refusal.error),
    }


def report_json(report: ShelvedReport) -> Json:
    """A report and its editions, oldest first."""
    manifest = report.live
    return {
        "slug": report.slug,
        "title": manifest.title if manifest else None,
        "source_file": manifest.provenance.source if manifest else None,
        "default": report.default,
        "editions": [edition_json(e.manifest, live=e.live) for e in report.editions],
    }


def hits_json(hits: Iterable[Hit]) -> list[Json]:
    """Hits, best first."""
    return [hit_json(hit, rank) for rank, hit in enumerate(hits, start=1)]


def rounded(measures: Mapping[str, Any]) -> Json:
    """Measures to 4 decimals, at any depth; None where there was nothing to measure."""
    return {name: _rounded(value) for name, value in measures.items()}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    return rounded(value) if isinstance(value, Mapping) else value


def check_json(check: Check) -> Json:
    """One thing that `selon doctor` looked at."""
    return {"name": check.name, "ok": check.ok, "detail": check.detail, "mend": check.mend}


def passages_json(passages: Sequence[Passage], report: str) -> Json:
    """All passages of a report, in reading order."""
    return {"passages": [passage_json(passage, report) for passage in passages]}
