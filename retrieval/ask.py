"""Answers a question from one or several editions, or says why it can't.

Screened, placed, completed, searched, weighed, decided, quoted: in this order, and nothing goes on
that an earlier stage has stopped.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Protocol

from index.encoder import Encoder
from index.lexical import Rarity
from index.search import Kept, Searchable, search
from ingest.report import Page, PassageKind
from retrieval.answer import Answer, Citation, Notice, Outcome
from retrieval.choosing import choose, left_unanswered, parts_of, query_of_part
from retrieval.decide import confidence, outcome, signs
from retrieval.deciding import deciding
from retrieval.evidence import Evidence, weigh
from retrieval.filtering import EVERYTHING, Filter
from retrieval.folding import apart, left_over, other_pages
from retrieval.followup import Completed, complete, leans
from retrieval.locality import Locality, Uncited
from retrieval.premise import presumes_more
from retrieval.question import Question, Wants, query_of, understand
from retrieval.quoting import Quoted, quote, set_aside
from retrieval.reading import READ, READ_OF_A_PART, read
from retrieval.scope import Elsewhere, Weight, find_elsewhere, find_help
from retrieval.screening import Screened, Verdict, screen
from retrieval.searched import as_searched
from retrieval.spelling import Corrected
from retrieval.stopwatch import Clock, Stopwatch
from retrieval.thresholds import shipped_thresholds
from retrieval.tools import Tools
from retrieval.vague import choices_for, is_too_vague

HITS = 20
_NEAREST = 2
_SET_ASIDE = 5


class Askable(Searchable, Protocol):
    """What can be asked: an edition."""

    @property
    def title(self) -> str:
        """The report's title."""

    def page(self, number: int) -> Page:
        """The page `number`, counted from 1."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What the editions hold for a question: the evidence, best first, and how sure it is."""

    question: Question
    evidence: Sequence[Evidence] = ()
    chosen: Sequence[Evidence] = ()
    unanswered: Sequence[str] = ()  # parts of a double question
    confidence: float = 0.0
    outcome: Outcome = Outcome.NOT_IN_REPORT


def ask(
    question: str,
    editions: Sequence[Askable],
    *,
    tools: Tools,
    previous: Sequence[str] = (),
    as_typed: bool = False,
    within: Filter = EVERYTHING,
    k: int = HITS,
    clock: Clock = time.perf_counter,
) -> Answer:
    """The answer to `question`, asked after `previous` (oldest first).

    Typing mistakes are mended, and told in the notices, unless it is to be searched `as_typed`.
    Nothing is quoted, offered or set aside but what `within` keeps.
    Without an encoder words alone are searched, nothing is read together with the question, and
    the answer is `partial` where the edition has vectors. Raises `QuestionTooLong`; nothing else
    about a question is an error.
    """
    watch = Stopwatch(clock)
    with watch("screening"):
        screened = screen(question)
        asked = as_searched(screened.text, editions, tools, as_typed=as_typed)
        draft = _draft(screened, asked, editions, tools.encoder)
        elsewhere = _elsewhere(screened, asked, editions)
    if screened.verdict is not Verdict.GOES_ON:
        return _ended(draft, _stopped(screened), watch)
    if elsewhere and elsewhere.weight is Weight.ALWAYS:
        return _ended(_told(draft, elsewhere), Outcome.OUT_OF_SCOPE, watch)
    with watch("completing"):
        leaning = leans(asked.text)  # else the earlier ones, which take time to mend, are no use
        before = [text for text in _earlier(previous) if leaning]
        earlier = [as_searched(text, editions, tools).text for text in before]
        completed = complete(asked.text, earlier)
        draft = _completed(draft, completed)
        rarity = Rarity(tuple(edition.words for edition in editions))
        glossary = tools.acronyms_in(editions)
        understood = understand(completed, rarity, tools.words, glossary)
    kept = within.kept(editions, tools.places)
    if is_too_vague(understood, rarity):
        return _ended(_offered(draft, understood, editions, kept), Outcome.TOO_VAGUE, watch)
    locality = Locality(tools.places, editions)
    uncited = locality.uncited(completed)
    draft = uncited.told_in(draft)
    if uncited.rest:
        completed = uncited.rest
        again = understand(completed, rarity, tools.words, glossary)
        understood = uncited.widened(again)
    with watch("searching"):
        parts = parts_of(understood)
        queries = [query_of(completed, understood), *map(query_of_part, parts)]
        territory_only = is_too_vague(understood, rarity)
        found_for = [
            search(editions, query, encoder=tools.encoder, k=k, kept=kept) for query in queries
        ]
        hits = [uncited.fitting(each, territory_only=territory_only) for each in found_for]
    with watch("weighing"):
        weighed = list(map(weigh, (understood, *parts), hits))
    with watch("reading"):
        most = (READ, *(READ_OF_A_PART for _ in parts))
        texts = (query.text for query in queries)
        evidence, *of_parts = (
            read(text, each, tools.reader, count)
            for text, each, count in zip(texts, weighed, most, strict=True)
        )
        found = _found(understood, evidence, list(zip(parts, of_parts, strict=True)))
    with watch("quoting"):
        found = _placed(found, locality)
        found = _near(found, uncited, rarity)
        answer = _answered(draft, found, elsewhere, {each.id: each for each in editions})
        answer = uncited.placed(answer)
        shown = [citation.quote for citation in (*answer.citations, *answer.nearest)]
        answer = replace(answer, explained=glossary.explained(shown))
    return replace(answer, timings_ms=watch.timings_ms)


def _elsewhere(
    screened: Screened, asked: Corrected, editions: Sequence[Askable]
) -> Elsewhere | None:
    """Whose business the question is, as it is searched or else as it was typed."""
    titles = [edition.title for edition in editions]
    texts = dict.fromkeys((asked.text, screened.text))
    return next(filter(None, (find_elsewhere(text, titles=titles) for text in texts)), None)


def _draft(
    screened: Screened, asked: Corrected, editions: Sequence[Askable], encoder: Encoder | None
) -> Answer:
    """What can be said of any question: how it reads, who can help, what was done to it."""
    done = {
        Notice.MASKED.value: ",".join(screened.masked),
        Notice.CORRECTED.value: ", ".join(f"{typed} → {meant}" for typed, meant in asked.changes),
    }
    return Answer(
        question=screened.text,
        searched=asked.text,
        outcome=Outcome.TOO_VAGUE,
        help=find_help(screened.text) or find_help(asked.text),
        notices={code: value for code, value in done.items() if value},
        editions=tuple(edition.id for edition in editions),
        partial=encoder is None and any(edition.model is not None for edition in editions),
    )


def _stopped(screened: Screened) -> Outcome:
    return Outcome.TOO_VAGUE if screened.verdict is Verdict.EMPTY else Outcome.BLOCKED


def _ended(draft: Answer, ending: Outcome, watch: Stopwatch) -> Answer:
    """`draft` ended before anything was searched; it is as whole without the encoder."""
    return replace(draft, outcome=ending, partial=False, timings_ms=watch.timings_ms)


def _earlier(previous: Sequence[str]) -> list[str]:
    """The earlier questions as this one may see them: masked, without those that were stopped."""
    screened = [screen(question) for question in previous]
    return [each.text for each in screened if each.verdict is Verdict.GOES_ON]


def _completed(draft: Answer, completed: Completed) -> Answer:
    draft = replace(draft, searched=completed.text)
    if not completed.leaned:
        return draft
    notices = {**draft.notices, Notice.COMPLETED.value: completed.text}
    return replace(draft, notices=notices)


def _told(draft: Answer, elsewhere: Elsewhere) -> Answer:
    """`draft` with whose business the question is, or which kind of no question."""
    said = {Notice.BODY.value: elsewhere.body, Notice.NO_QUESTION.value: elsewhere.kind}
    known = {code: value for code, value in said.items() if value}
    return replace(draft, notices={**draft.notices, **known})


def _offered(
    draft: Answer, question: Question, editions: Sequence[Askable], kept: Kept | None
) -> Answer:
    searched = [passage for edition in editions for passage in edition.passages]
    found = searched if kept is None else compress(searched, kept)
    passages = (passage for passage in found if passage.kind is PassageKind.BODY)
    return replace(draft, choices=choices_for(question, passages))


def _found(
    question: Question,
    evidence: Sequence[Evidence],
    parts: Sequence[tuple[Question, Sequence[Evidence]]],
) -> _Found:
    """What the evidence amounts to; a double question is as sure as the least sure of its parts."""
    if not evidence:
        return _Found(question)
    given, thresholds = signs(question, evidence), shipped_thresholds()
    sure = confidence(given, thresholds)
    if parts and all(found for _, found in parts):
        sure = max(sure, min(confidence(signs(*part), thresholds) for part in parts))
    chosen = choose(evidence[0], [found[0] for _, found in parts if found])
    ending = outcome(sure, given["whole"], thresholds)
    shown = " ".join(each.text for each in chosen)
    if ending is Outcome.ANSWERED and presumes_more(question.text, shown):
        ending = Outcome.MENTIONED
    return _Found(question, evidence, chosen, left_unanswered(parts, chosen), sure, ending)


def _placed(found: _Found, locality: Locality) -> _Found:
    """`found` as no answer where it is about none of the communes that were asked about."""
    shown = [each.hit for each in found.chosen]
    if found.outcome is Outcome.ANSWERED and locality.stands_elsewhere(found.question.text, shown):
        return replace(found, outcome=Outcome.MENTIONED)
    return found


def _near(found: _Found, uncited: Uncited, rarity: Rarity) -> _Found:
    """`found` as no more than near where it was found without the communes that were asked about.

    Of a question about nothing but them, what is said of their territory is near enough.
    """
    if uncited.rest is None:
        return found
    only = bool(found.evidence) and is_too_vague(found.question, rarity)
    spoken_of = only or found.outcome is not Outcome.NOT_IN_REPORT
    return replace(found, outcome=Outcome.MENTIONED if spoken_of else Outcome.NOT_IN_REPORT)


def _answered(
    draft: Answer, found: _Found, elsewhere: Elsewhere | None, editions: Mapping[str, Askable]
) -> Answer:
    """`draft` with the outcome of what was found, its quotes, and what was set aside."""
    draft = replace(draft, confidence=found.confidence)
    ending = found.outcome
    if elsewhere and _elsewhere_wins(elsewhere, found):
        return replace(_told(draft, elsewhere), outcome=Outcome.OUT_OF_SCOPE)
    if ending is Outcome.ANSWERED:
        quoted = quote(found.chosen, editions, lists=Wants.LIST in found.question.wants)
        if quoted.citations:
            return _with_quotes(draft, found, quoted, editions)
        ending = Outcome.MENTIONED
    near = apart(found.evidence, _NEAREST) if ending is Outcome.MENTIONED else []
    quoted = quote(near, editions)
    rest = [set_aside(e, "weak") for e in left_over(found.evidence, near, _SET_ASIDE)]
    return replace(
        draft,
        outcome=ending,
        nearest=_dressed(quoted, replace(found.question, wants=frozenset()), found, editions),
        set_aside=(*quoted.refused, *rest),
    )


def _elsewhere_wins(elsewhere: Elsewhere, found: _Found) -> bool:
    if elsewhere.weight is Weight.UNLESS_STRONG:
        return found.confidence < shipped_thresholds().strong
    return found.outcome is Outcome.NOT_IN_REPORT


def _with_quotes(
    draft: Answer, found: _Found, quoted: Quoted, editions: Mapping[str, Askable]
) -> Answer:
    unsaid = left_over(found.evidence, found.chosen, _SET_ASIDE)
    rest = [set_aside(e, "less_fitting") for e in unsaid]
    missing = {Notice.PART_NOT_FOUND.value: " ; ".join(found.unanswered)}
    return replace(
        draft,
        outcome=Outcome.ANSWERED,
        notices={**draft.notices, **{code: value for code, value in missing.items() if value}},
        citations=_dressed(quoted, found.question, found, editions),
        set_aside=(*quoted.refused, *rest),
    )


def _dressed(
    quoted: Quoted, question: Question, found: _Found, editions: Mapping[str, Askable]
) -> tuple[Citation, ...]:
    """The citations with the other pages that say the same, and the words that decide marked."""
    return tuple(
        replace(
            each,
            also=other_pages(each, found.evidence, editions),
            marks=deciding(each.quote, question),
        )
        for each in quoted.citations
    )
