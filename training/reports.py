"""Prints the made-up reports as PDFs, and places their questions on the printed pages.

    python -m training.reports

The reports and the questions (`training/reports/<name>.md` and `.jsonl`) were written for Selon:
they name no real place or person. A question gives its evidence word for word; which pages hold it
is looked up in what `ingest` reads, so that the questions become gold ones.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst
from rapidfuzz import fuzz

from ingest.pdf import read_report
from ingest.report import Provenance
from training.places import OWN_REPORTS, REPORTS

HERE = Path(__file__).parent
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
IN_COLUMNS = {"magazine-valserine": 2}
HELD = 95

Block = dict[str, Any]

_RULE = re.compile(r"\|[\s:|-]+\|")
_FIGURE = re.compile(r"\*\*(.+?)\*\*\s*(.*)")


def blocks_of(markdown: str) -> Iterator[Block]:
    r"""The headings, paragraphs, lists, tables, key figures and page breaks, in order.

    >>> [each["kind"] for each in blocks_of("# Un\n\nDeux.\n\n- trois\n- quatre")]
    ['title', 'paragraph', 'list']
    """
    for stretch in re.split(r"\n\s*\n", markdown):
        yield from _blocks([line.strip() for line in stretch.splitlines() if line.strip()])


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The blocks of lines between two empty ones."""
    rest = list(lines)
    while rest:
        kind = _kind(rest[0])
        run = [rest.pop(0)]
        while kind in ("list", "table") and rest and _kind(rest[0]) == kind:
            run.append(rest.pop(0))
        yield _block(kind, run)


def _kind(line: str) -> str:
    if line.startswith("<!-- page"):
        return "page"
    if line.startswith("#"):
        return "title" if line.startswith("# ") else "heading"
    if line.startswith("- "):
        return "list"
    if line.startswith("|"):
        return "table"
    return "figure" if line.startswith("**") else "paragraph"


def _block(kind: str, run: Sequence[str]) -> Block:
    text = run[0].lstrip("# ").strip()
    match kind:
        case "heading":
            return {"kind": kind, "level": len(run[0]) - len(run[0].lstrip("#")) - 1, "text": text}
        case "list":
            return {"kind": kind, "items": [_plain(line[2:]) for line in run]}
        case "table":
            return {"kind": kind, "rows": _rows(run)}
        case "figure":
            found = _FIGURE.fullmatch(text)
            if found is None:
                return {"kind": "paragraph", "text": _plain(text)}
            return {"kind": kind, "figure": found[1], "text": _plain(found[2])}
        case _:
            return {"kind": kind, "text": _plain(text)}


def _rows(run: Sequence[str]) -> list[list[str]]:
    """The cells of a table, every row as wide as its head."""
    rows = [[_plain(c.strip()) for c in r.strip("|").split("|")] for r in run if not _rule(r)]
    width = len(rows[0])
    return [(row + [""] * width)[:width] for row in rows]


def _rule(row: str) -> bool:
    return bool(_RULE.fullmatch(row))


def _plain(text: str) -> str:
    return text.replace("**", "").strip()


def print_report(name: str, into: Path = REPORTS) -> Path:
    """The PDF of `training/reports/<name>.md`, the same bytes each time."""
    blocks = list(blocks_of((OWN_REPORTS / f"{name}.md").read_text(encoding="utf-8")))
    return print_blocks(name, blocks, columns=IN_COLUMNS.get(name, 1), into=into)


def print_blocks(
    name: str, blocks: Sequence[Block], *, columns: int = 1, into: Path = REPORTS
) -> Path:
    """The PDF `<name>.pdf` of `blocks`, one of which is a title."""
    title = next(block["text"] for block in blocks if block["kind"] == "title")
    content = {"title": title, "columns": columns, "blocks": blocks}
    into.mkdir(parents=True, exist_ok=True)
    pdf = into / f"{name}.pdf"
    typst.compile(
        HERE / "report.typ",
        output=pdf,
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(content, ensure_ascii=False)},
        timestamp=WRITTEN,
    )
    return pdf


def gold_of(name: str, pages: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The questions on a report in the gold format; those whose evidence isn't found are left out.

    `pages` are the texts of its pages.
    """
    lines = (OWN_REPORTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, lines):
        row["pdf"] = f"{name}.pdf"
        if "why" not in row:
            evidence = [row["evidence"], *filter(None, [row.pop("evidence_2", None)])]
            groups = [_pages_holding(each, pages) for each in evidence]
            if not all(groups):
                continue
            row["pages"] = sorted({page for group in groups for page in group})
            if len(groups) > 1:
                row["groups"] = groups
        yield row


def _pages_holding(evidence: str, pages: Sequence[str]) -> list[int]:
    """The pages (from 1) that hold `evidence` best, if they do: a cell or a line may be broken."""
    alike = [fuzz.partial_ratio(_even(evidence), page) for page in pages]
    best = max(alike)
    return [at for at, each in enumerate(alike, 1) if each == best] if best >= HELD else []


def _even(text: str) -> str:
    """One spelling, in lower case, words that a line's end had parted made whole again."""
    text = re.sub(r"(?<=[^\W\d])[-\u00ad\u0002] (?=[^\W\d])", "", text.replace("’", "'"))
    return " ".join(text.split()).lower()


def main() -> None:
    """Prints every report, and writes the gold questions of all beside them."""
    kept = []
    for path in sorted(OWN_REPORTS.glob("*.md")):
        origin = Provenance(source=f"{path.stem}.pdf")
        report = read_report(print_report(path.stem), slug=path.stem, provenance=origin)
        pages = [_even(" ".join(line.text for line in page.lines)) for page in report.pages]
        found = list(gold_of(path.stem, pages))
        asked = (OWN_REPORTS / f"{path.stem}.jsonl").read_text(encoding="utf-8").splitlines()
        print(f"{path.stem}: {len(pages)} pages, {len(found)} of {len(asked)} questions placed")
        kept += found
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
    (REPORTS / "gold.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
