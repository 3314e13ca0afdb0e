"""The questions that an evaluation missed, as a page of Markdown that a person can read."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from retrieval.answer import Answer, Citation
from retrieval.evaluate import Evaluation
from retrieval.judge import RIGHT_OUTCOMES, Judged, PdfPage
from ui.errors import FailuresUnwritable
from ui.markdown import escaped
from ui.plain import headings_of, page_of
from ui.wording import say

_KEY = "evaluation.page"


def check_place(path: Path) -> None:
    """Raises `FailuresUnwritable` where no file can be written, before anything is asked."""
    touched = path if path.exists() else path.absolute().parent
    if path.is_dir() or not touched.exists() or not os.access(touched, os.W_OK):
        raise FailuresUnwritable(path=str(path))


def write_failures(path: Path, page: str) -> None:
    """Writes `page` to `path`. Raises `FailuresUnwritable`."""
    try:
        path.write_text(page, encoding="utf-8", errors="replace")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError) as exc:
        raise FailuresUnwritable(path=str(path)) from exc


def failures_page(evaluation: Evaluation, source: str) -> str:
    """Every missed question of the gold file named `source`, in its order, and what went wrong."""
    missed = [judged for judged in evaluation.judged if judged.fault]
    counts = {"missed": len(missed), "questions": len(evaluation.judged)}
    lines = [
        f"# {say(f'{_KEY}.title')}",
        "",
        say(f"{_KEY}.summary", source=escaped(source), **counts),
    ]
    if missed:
        lines += ["", f"## {say(f'{_KEY}.causes')}", "", *_causes(missed)]
    for number, judged in enumerate(missed, start=1):
        lines += ["", *_question(number, judged)]
    return "\n".join(lines) + "\n"


def _causes(missed: Sequence[Judged]) -> Iterator[str]:
    for fault, count in Counter(judged.fault for judged in missed).most_common():
        yield "- " + say(f"{_KEY}.cause", count=count, cause=say(f"evaluation.faults.{fault}"))


def _question(number: int, judged: Judged) -> Iterator[str]:
    gold = judged.gold
    kind = say(f"evaluation.kinds.{gold.kind.value}")
    yield f"## {number}. {say(f'{_KEY}.heading', id=escaped(gold.id), kind=kind)}"
    yield ""
    yield _item("asked", _quoted(gold.question))
    if judged.answer and judged.answer.searched not in {gold.question, ""}:
        yield _item("searched", _quoted(judged.answer.searched))
    yield from _wanted(judged)
    if judged.answer:
        yield _item("outcome", say(f"outcomes.{judged.answer.outcome.value}.label"))
        if gold.kind.answerable:
            yield _item("rank", _ranks(judged))
    yield _item("fault", say(f"evaluation.faults.{judged.fault}"))
    if judged.answer:
        yield from _shown(judged.answer)


def _wanted(judged: Judged) -> Iterator[str]:
    """What a right answer would have been."""
    gold = judged.gold
    if gold.kind.answerable:
        yield _item("page", _either(map(_places, judged.groups), word="and"))
        if gold.answer:
            yield _item("answer", _quoted(gold.answer))
        if gold.keys:
            yield _item("keys", " ; ".join(map(_quoted, gold.keys)))
        return
    labels = (say(f"outcomes.{o.value}.label") for o in sorted(RIGHT_OUTCOMES[gold.kind]))
    yield _item("ending", _either(labels))
    if gold.why:
        yield _item("why", _quoted(gold.why))


def _places(group: Iterable[PdfPage]) -> str:
    """« page 6 de dossier.pdf ou page 7 de dossier.pdf »: either would have done."""
    return _either(
        say(f"{_KEY}.place", page=place.page, pdf=escaped(place.pdf)) for place in sorted(group)
    )


def _ranks(judged: Judged) -> str:
    """Where search had put the page, one place for each part of the question."""
    if not judged.ranked:
        return say(f"{_KEY}.nothing_ranked")
    return _either(
        (
            say(f"{_KEY}.unranked", count=len(judged.ranked))
            if rank is None
            else say(f"{_KEY}.ranked", rank=rank)
            for rank in judged.ranks
        ),
        word="and",
    )


def _shown(answer: Answer) -> Iterator[str]:
    """The quotes that were shown, as an answer or as what comes nearest."""
    for key, citations in (("cited", answer.citations), ("nearest", answer.nearest)):
        if citations:
            yield ""
            yield say(f"{_KEY}.{key}")
            yield ""
            yield from map(_citation, citations)
    if not answer.citations and not answer.nearest:
        yield ""
        yield say(f"{_KEY}.nothing_shown")


def _citation(citation: Citation) -> str:
    page = page_of(citation.page.number, escaped(citation.page_label))
    headings = escaped(headings_of(citation.passage))
    where = {"page": page, "report": escaped(citation.report)}
    key = "quote_under" if headings else "quote"
    return "- " + say(f"{_KEY}.{key}", quote=escaped(citation.quote), headings=headings, **where)


def _item(key: str, text: str) -> str:
    return f"- **{say(f'{_KEY}.{key}')}** {text}"


def _quoted(text: str) -> str:
    return say("terminal.quote", quote=escaped(text))


def _either(texts: Iterable[str], *, word: str = "or") -> str:
    """The texts, each once, with « ou » or « et » between them."""
    return f" {say(f'{_KEY}.{word}')} ".join(dict.fromkeys(texts))
