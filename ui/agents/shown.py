"""What the console shows, as JSON that its script only has to place: all words are made here."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from index.edition import Edition
from ingest.report import Passage
from retrieval.answer import Answer, Citation, Outcome
from retrieval.definitions import Definition
from retrieval.lookup import Lookup
from retrieval.spoken import LONGEST, spoken_of, words_in
from ui import render
from ui.cards import in_words, report_card
from ui.emphasis import Span, emphasise
from ui.page_view import PageView, page_view
from ui.plain import SEPARATOR, headings_of
from ui.table_view import table_view
from ui.wording import NO_BREAK, say

Shown = dict[str, Any]

# The innermost headings tell hits apart; the others take room.
HEADINGS = 2


# Said otherwise where only a part of a report, or several, were searched.
OF_A_PART = {Outcome.MENTIONED, Outcome.NOT_IN_REPORT}


def hits_shown(
    lookups: Sequence[Lookup], question: str, editions: Sequence[Edition], *, restricted: bool
) -> Shown:
    """The hits of a search in `editions`, and how many they are; by filters if `restricted`."""
    key = f"{'count' if lookups else 'none'}{'_within' if restricted else ''}"
    return {
        "question": question,
        "count": render.told(f"agents.hits.{key}", count=len(lookups)),
        "hits": [
            quote_shown(each.citation)
            | {
                "among": among(each.citation, editions),
                "headings": SEPARATOR.join(each.hit.passage.headings[-HEADINGS:]),
                "found_by": render.told(f"agents.found_by.{each.hit.found_by.value}"),
            }
            for each in lookups
        ],
    }


def answer_shown(answer: Answer, within: str, checked: date | None = None) -> Shown:
    """How the question ended, as residents would read it; its quotes are shown beside.

    `within` says where alone it was looked for, "" for all of the report; `checked` when a
    reviewer found it right.
    """
    outcome = f"outcomes.{answer.outcome.value}"
    if within and answer.outcome in OF_A_PART:
        outcome = f"agents.within.{answer.outcome.value}"
    sentence = "" if answer.citations else render.told(f"{outcome}.sentence")
    return {
        "within": within,
        "question": answer.question,
        "shown": say("agents.answer.question", question=answer.question or say("web.no_words")),
        "searched": render.told("agents.searched", question=answer.searched)
        if answer.restated
        else "",
        "outcome": answer.outcome.value,
        "label": render.told(f"{outcome}.label"),
        "sentence": sentence,
        "notices": [
            *render.notices(answer.notices),
            *([render.told("web.checked", day=in_words(checked))] if checked else []),
        ],
        "help": [
            {"sentence": each.sentence, "numbers": each.numbers}
            for each in render.help_views(answer.help)
        ],
        "choices": list(answer.choices),
        "provisional": render.told("agents.provisional") if answer.partial else "",
        "announced": " ".join(filter(None, (within, sentence or render.announced(answer)))),
    }


def quote_shown(citation: Citation) -> Shown:
    """A quote with its page, and what is needed to open its passage."""
    return {
        "edition": citation.edition,
        "passage": citation.passage.id,
        "page": page_of(citation),
        "headings": headings_of(citation.passage),
        "heads": " ".join(citation.heads),
        "spans": spans_of(citation),
        "table": table_shown(citation),
    }


def passage_shown(
    citation: Citation,
    edition: Edition,
    around: Sequence[Passage | None],
    acronyms: Sequence[Definition],
) -> Shown:
    """A passage opened at its quote: in its page, in its text, between its neighbours."""
    before, after = around
    card = report_card(edition)
    text, number = citation.passage.text, citation.page.number
    return quote_shown(citation) | {
        "title": render.told("agents.passage.title", page=page_of(citation)),
        "report": render.told("agents.passage.report", title=card.title, built=card.built),
        "before": render.unbroken(text[: citation.start]),
        "after": render.unbroken(text[citation.end :]),
        "said": render.unbroken(text[citation.start : citation.end]),
        "acronyms": [f"{each.short}{NO_BREAK}: {render.begun(each.full)}" for each in acronyms],
        "by_ocr": render.told("web.by_ocr") if citation.read_by.value == "ocr" else "",
        "also": [
            {"number": n, "picture": render.picture(citation, n, render.LARGE)}
            for n in citation.also
        ],
        "view": view_shown(citation, page_view(citation)),
        "pdf": f"pdf/{citation.edition}#page={number}",
        "open_pdf": render.told("web.open_pdf", page=number),
        "above": before and neighbour_shown(before),
        "below": after and neighbour_shown(after),
        "copy": citation_copied(citation, edition),
        "spoken": spoken_form(citation, acronyms),
    }


def among(citation: Citation, editions: Sequence[Edition]) -> str:
    """The title of the report that `citation` is from, where several were searched."""
    titles = {edition.id: edition.title for edition in editions}
    return titles.get(citation.edition, "") if len(titles) > 1 else ""


def view_shown(citation: Citation, view: PageView | None) -> Shown | None:
    """The picture of the page with the lines boxed: addresses, and where to place what."""
    if view is None:
        return None
    number = citation.page.number
    return {
        "picture": render.picture(citation, number, render.SMALL),
        "large": render.picture(citation, number, render.LARGE),
        "alt": render.told("web.picture", page=number),
        "enlarge": render.told("web.enlarge", page=number),
        "caption": render.told("web.caption", page=number),
        "window_ratio": f"{view.window_ratio:.4f}",
        "ratio": f"{view.ratio:.4f}",
        "framed": render.framed(view),
        "boxes": [render.placed(box) for box in view.boxes],
    }


def neighbour_shown(passage: Passage) -> Shown:
    """A passage next to the one that is open."""
    page = say("web.page", label=passage.page_label or passage.first_page)
    return {"passage": passage.id, "page": page, "text": render.unbroken(passage.text)}


def spans_of(citation: Citation) -> list[Shown]:
    """The quote in stretches, those of the words that count marked."""
    return _spans_shown(emphasise(citation.quote, citation.marks))


def _spans_shown(spans: Sequence[Span]) -> list[Shown]:
    return [{"text": render.unbroken(span.text), "marked": span.marked} for span in spans]


def table_shown(citation: Citation) -> Shown | None:
    """The rows of a table that are quoted; None for other quotes."""
    table = table_view(citation)
    if table is None:
        return None
    page, counted = table.heads_page, table.counted_page
    return {
        "heads": [render.unbroken(head) for head in table.heads],
        "rows": [
            {
                "group": render.unbroken(row.group),
                "cells": [
                    {"label": cell.label, "spans": _spans_shown(cell.spans)} for cell in row.cells
                ],
            }
            for row in table.rows
        ],
        "title": say("web.table"),
        "counted_in": render.unbroken(table.counted_in),
        "heads_from": render.told("web.heads_from", page=page) if page else "",
        "counted_from": render.told("web.counted_from", page=counted) if counted else "",
    }


def page_of(citation: Citation) -> str:
    """« p. 10 (page 12 du PDF) », without brackets where both are the same."""
    number, label = citation.page.number, citation.page_label or str(citation.page.number)
    shown = say("web.page", label=label)
    return shown if label == str(number) else f"{shown} {say('web.page_of_pdf', page=number)}"


def citation_copied(citation: Citation, edition: Edition) -> Shown:
    """What goes with the quote when it is copied: its parts, the title apart to be in italics."""
    card = report_card(edition)
    return {
        "quote": say("agents.copy.quote", quote=citation.quote),
        "title": card.title,
        "where": say("agents.copy.where", page=page_of(citation), built=card.built),
    }


def spoken_form(citation: Citation, acronyms: Sequence[Definition]) -> Shown:
    """Twenty seconds to read aloud, the sentence around them included."""
    label = citation.page_label or citation.page.number
    offers = [say(f"agents.spoken.offer_{kind}") for kind in ("whole", "part")]
    framing = say("agents.spoken.says", page=label, text="")
    room = LONGEST - words_in(framing) - max(map(words_in, offers))
    said = spoken_of(citation, acronyms, room=room)
    text = say("agents.spoken.says", page=label, text=said.text)
    return {"text": text, "offer": offers[0 if said.whole else 1]}
