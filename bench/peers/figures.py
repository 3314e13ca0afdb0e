"""What the runs of the tools come to: recall of pages, percentiles, lines of code, the table."""

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from retrieval.evaluate import pages_wanted
from retrieval.gold import GoldQuestion, chain
from retrieval.judge import PdfPage
from retrieval.metrics import percentiles, recall_at, share

Json = dict[str, Any]

CUTOFFS = (1, 5)
SCOPES = ("own report", "all reports")
HEAD = """\
| tool | own report | all reports | ms a question | s to index | MB | lines |
|---|---|---|---|---|---|---|
"""


def question_asked(question: GoldQuestion, gold: Sequence[GoldQuestion], *, follows: bool) -> Json:
    """What a tool is given: a question and those before it, joined by a space for most tools."""
    before = chain(question, gold)
    return {
        "id": question.id,
        "pdf": question.pdf,
        "question": question.question if follows else " ".join((*before, question.question)),
        "previous": list(before) if follows else [],
    }


def measured(
    answers: Mapping[str, Json], gold: Sequence[GoldQuestion], others: frozenset[str] = frozenset()
) -> Json:
    """Recall over all of `gold`, a question without an answer being missed; times of the others.

    `others` are the reports whose pages may answer as well, as in `selon evaluate`.
    """
    ranked = {
        id_: [PdfPage(pdf, page) for pdf, page in each["pages"]] for id_, each in answers.items()
    }
    return {
        **{
            f"page_recall@{k}": share(
                recall_at(k, ranked.get(each.id, ()), pages_wanted(each, others)) for each in gold
            )
            for k in CUTOFFS
        },
        "ms": percentiles([each["ms"] for each in answers.values()]),
        "cpu_ms": percentiles([each["cpu_ms"] for each in answers.values()]),
    }


def code_lines(source: str) -> int:
    r"""Lines that are neither blank, nor a comment, nor part of a docstring.

    >>> code_lines("# Why.\n\nx = [\n    1,\n]\n")
    3
    """
    lines = {
        number
        for number, line in enumerate(source.splitlines(), start=1)
        if line.strip() and not line.strip().startswith("#")
    }
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if first is not None and ast.get_docstring(node, clean=False) is not None:
                lines -= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    return len(lines)


def table(tools: Mapping[str, Json]) -> str:
    """A row for each variant of each tool, as Markdown; a tool that failed says so."""
    rows = []
    for title, tool in tools.items():
        if "failed" in tool:
            rows.append(f"| {title} | not measured: {tool['failed']} | | | | | |\n")
        rows += [_row(title, name, tool) for name in tool.get("variants", ())]
    return HEAD + "".join(rows)


def _row(title: str, variant: str, tool: Json) -> str:
    scopes = tool["variants"][variant]
    recalls = [_pair(*(scopes[scope][f"page_recall@{k}"] for k in CUTOFFS)) for scope in SCOPES]
    times = scopes["all reports"]["cpu_ms"]
    cells = [
        f"{title}, {variant}",
        *recalls,
        f"{times['p50']:.1f} / {times['p95']:.1f}",
        f"{tool['index_cpu_s']:.0f}",
        f"{tool['peak_mb']:.0f}",
        str(tool["lines"]),
    ]
    return "| " + " | ".join(cells) + " |\n"


def _pair(first: float, second: float) -> str:
    """Two shares as the README writes them.

    >>> _pair(0.7083, 1.0)
    '.71 / 1'
    """
    return " / ".join(f"{value:.2f}".lstrip("0").replace("1.00", "1") for value in (first, second))
