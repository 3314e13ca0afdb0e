"""Turns of a conversation as HTML: pure functions, every text escaped by the templates."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from ingest.report import Box
from retrieval.answer import Answer, Citation, HelpLine, Notice, Outcome
from retrieval.definitions import Definition
from ui.cards import in_words
from ui.emphasis import Span, emphasise
from ui.page_view import PageView, height, page_view, width
from ui.permalinks import Pin, Unkept, pin_of, unkept
from ui.site.operator import Site
from ui.table_view import TableView, table_view
from ui.turn import Offer, ReportCard, Turn
from ui.wording import NARROW_NO_BREAK, NO_BREAK, has, say, say_notice, typeset

NEAREST_SHOWN = 2
# Said beside the answer; the other reasons only to those who ask for a link all the same.
SAID_AT_ONCE = {Unkept.PERSONAL_DATA, Unkept.BLOCKED}
# One width serves the window beside a quote on any screen, the other the page opened large.
SMALL, LARGE = 1200, 1800


_NARROW = re.compile(f"{NARROW_NO_BREAK}(?=[;!?])")
_IN_FIGURE = re.compile(r"(?<=\d) (?=\d{3}(?!\d)|[€%])")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class OtherPage:
    """A page that says the same as a quote, and where its picture is."""

    number: int
    picture: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """All that a template places for one citation."""

    heads: str
    spans: tuple[Span, ...]
    table: TableView | None
    page: int
    label: str
    also: tuple[OtherPage, ...]
    headings: tuple[str, ...]
    acronyms: tuple[Definition, ...]
    view: PageView | None
    picture: str
    large: str
    pdf: str
    by_ocr: bool


@dataclass(frozen=True, slots=True)
class HelpView:
    """What to say of one situation of distress, and whom to call: numbers with their names."""

    sentence: str
    numbers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TurnView:
    """All that a template places for one turn."""

    number: int
    question: str
    searched: str
    corrected: bool
    outcome: str
    quotes: tuple[QuoteView, ...]
    notices: tuple[str, ...]
    help: tuple[HelpView, ...]
    choices: tuple[str, ...]
    provisional: bool
    announced: str
    as_typed: bool
    kept: Pin | None
    unkept: str
    offer: Offer | None
    checked: str


def conversation(
    turns: Sequence[Turn], suggestions: Sequence[str], *, step: int = 0, reviewer: str = ""
) -> str:
    """The whole conversation, oldest turn first; the suggestions while nothing was asked.

    `step` is the step of the visit that it shows, for the page to know it again; `reviewer` is who
    reads what is said of answers.
    """
    views = [turn_view(number, turn) for number, turn in enumerate(turns, start=1)]
    return template("conversation.html").render(
        turns=views,
        suggestions=suggestions,
        step=step,
        place=place_of(views),
        reviewer=reviewer,
    )


def place_of(views: Sequence[TurnView]) -> str:
    """Where one is in the conversation, said once one has gone back or forward to it."""
    if not views:
        return told("web.place.first")
    return told("web.place.turn", number=views[-1].number, question=views[-1].question)


def masthead(card: ReportCard | None, site: Site) -> str:
    """The head of the page: which report answers, and what this service is and is not."""
    return template("masthead.html").render(card=card, site=site)


def footer(site: Site) -> str:
    """The foot of the page: what the service can't do, what it keeps, who runs it, and the law."""
    return template("footer.html").render(site=site)


def turn_view(number: int, turn: Turn) -> TurnView:
    """What to show of `turn`, the `number`th of the visit."""
    answer = turn.answer
    shown = answer.citations or answer.nearest[:NEAREST_SHOWN]
    return TurnView(
        number=number,
        question=answer.question,
        searched=answer.searched if answer.restated else "",
        corrected=Notice.CORRECTED.value in answer.notices,
        outcome=answer.outcome.value,
        quotes=tuple(
            quote_view(citation, answer.explained.get(citation.quote, ())) for citation in shown
        ),
        notices=tuple(notices(answer.notices)),
        help=tuple(help_views(answer.help)),
        choices=answer.choices,
        provisional=turn.provisional,
        announced=announced(answer),
        as_typed=turn.as_typed,
        kept=None if turn.provisional or unkept(answer) else pin_of(answer, turn.as_typed),
        unkept=said if (said := unkept(answer)) in SAID_AT_ONCE else "",
        offer=turn.offer,
        checked=told("web.checked", day=in_words(turn.checked)) if turn.checked else "",
    )


def quote_view(
    citation: Citation, acronyms: Sequence[Definition] = (), *, base: str = ""
) -> QuoteView:
    """What to show of `citation`, the words that decide emphasised and its `acronyms` explained.

    `base` leads from the page to the first one, where it isn't beside it.
    """
    number = citation.page.number
    return QuoteView(
        heads=" ".join(citation.heads),
        spans=emphasise(citation.quote, citation.marks, acronyms),
        table=table_view(citation, acronyms),
        page=number,
        label=citation.page_label,
        also=tuple(OtherPage(n, base + picture(citation, n, LARGE)) for n in citation.also),
        headings=citation.passage.headings,
        acronyms=tuple(acronyms),
        view=page_view(citation),
        picture=base + picture(citation, number, SMALL),
        large=base + picture(citation, number, LARGE),
        pdf=f"{base}pdf/{citation.edition}#page={number}",
        by_ocr=citation.read_by.value == "ocr",
    )


def picture(citation: Citation, page: int, width: int) -> str:
    """The address of the picture of a `page` of the report that `citation` is from."""
    return f"page/{citation.edition}/{page}.webp?width={width}"


def notices(given: Mapping[str, str]) -> Iterator[str]:
    """The sentences of those notices that have one for residents."""
    for code, value in given.items():
        if sentence := say_notice(code, value):
            yield in_print(sentence)


def help_views(lines: Sequence[HelpLine]) -> Iterator[HelpView]:
    """Each situation once, with all its numbers."""
    for code in dict.fromkeys(line.code for line in lines):
        numbers = (line.number for line in lines if line.code == code)
        named = tuple((number, told(f"numbers.{number}")) for number in numbers)
        yield HelpView(told(f"help.{code}"), named)


def announced(answer: Answer) -> str:
    """What a screen reader says when the answer arrives: whom to call, the answer, what to know."""
    calls = (
        f"{situation.sentence} {say('web.announced_call', number=number, name=name)}"
        for situation in help_views(answer.help)
        for number, name in situation.numbers[:1]
    )
    return " ".join((*calls, announced_outcome(answer), *notices(answer.notices)))


def announced_outcome(answer: Answer) -> str:
    """The first quote and how many follow, or how the question ended without one."""
    if answer.outcome is not Outcome.ANSWERED:
        return say(f"outcomes.{answer.outcome.value}.sentence")
    first, *others = answer.citations
    said = say("web.announced", page=first.page.number, quote=first.quote)
    return f"{said} {say('web.announced_more', count=len(others))}" if others else said


def percent(share: float) -> str:
    """`share` as a CSS percentage."""
    return f"{share * 100:.2f}%"


def framed(view: PageView) -> str:
    """The CSS that slides the whole page behind its window."""
    window = view.window
    return ";".join(
        (
            f"width:{percent(1 / width(window))}",
            f"left:{percent(-window.left / width(window))}",
            f"top:{percent(-window.top / height(window))}",
        )
    )


def placed(box: Box) -> str:
    """The CSS that lays `box` over the picture of its page."""
    return ";".join(
        (
            f"left:{percent(box.left)}",
            f"top:{percent(box.top)}",
            f"width:{percent(width(box))}",
            f"height:{percent(height(box))}",
        )
    )


def told(key: str, **values: object) -> str:
    """The sentence at `key`, as print has it."""
    return in_print(say(key, **values))


def unbroken(text: str) -> str:
    """`text` of the report, with spaces inside figures that no line may break at: 12 000 €."""
    return _IN_FIGURE.sub(NO_BREAK, text)


def begun(text: str) -> str:
    """`text` with a capital at its beginning, as it stands after a colon of ours.

    >>> begun("aide sociale à l'enfance")
    'Aide sociale à l’enfance'
    """
    return in_print(text[:1].upper() + text[1:])


def offered(text: str) -> str:
    """`text`, a title or a question, as it stands at the head of a page or on a button."""
    return in_print(typeset(text))


def in_print(sentence: str) -> str:
    """`sentence` of ours with the apostrophes of print, and spaces that show on a screen.

    A quote keeps its own. Our sans serif draws the narrow space before « ? » too thin to see.
    """
    return _NARROW.sub(NO_BREAK, _APOSTROPHE.sub("’", sentence))


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("ui", "data/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        say=told,
        begun=begun,
        offered=offered,
        unbroken=unbroken,
        has=has,
        framed=framed,
        placed=placed,
    )
    return environment


template = _environment().get_template
