"""Gaps in words: why, what may be done, and what can be copied into a file of one's own."""

import re

import yaml

from index.words import WORD, fold, stop_words
from retrieval.cause import Cause
from retrieval.diagnosis import Action, Diagnosis
from retrieval.gap_report import Told
from retrieval.gaps import Gap
from ui.wording import NO_BREAK, say

_WORDS = 3
_WIDTH = 100


def trend(gap: Gap) -> str:
    """How the number of its questions goes, against as many days before."""
    if gap.before == 0:
        return say("gaps.trend.new")
    way = "up" if gap.count > gap.before else "down" if gap.count < gap.before else "same"
    return say(f"gaps.trend.{way}", before=gap.before)


def reason(diagnosis: Diagnosis) -> str:
    """What the diagnosis rests on, in a sentence or two."""
    topic = diagnosis.topic.topic.name if diagnosis.topic else ""
    words = ", ".join(f"«{NO_BREAK}{word}{NO_BREAK}»" for word in diagnosis.words)
    return say(f"gaps.basis.{diagnosis.basis.value}", topic=topic, words=words)


def said_of_cause(cause: Cause) -> str:
    """That only what has this cause is told."""
    return say("gaps.only", cause=say(f"gaps.cause.{cause.value}"))


def action(diagnosis: Diagnosis) -> str:
    """What may be done about it."""
    return say(f"gaps.action.{diagnosis.action.value}")


def to_copy(one: Told) -> str:
    """A line for the thesaurus, a topic for the file of topics, or ""."""
    if one.diagnosis.action is Action.THESAURUS_LINE:
        return one.diagnosis.line
    return _topic(one) if one.diagnosis.action is Action.NEW_TOPIC else ""


def _topic(one: Told) -> str:
    """A topic as `SELON_TOPICS` takes it, from the words of the question."""
    question = one.texts[0]
    typed = [match[0].lower() for match in WORD.finditer(question) if len(match[0]) > 1]
    telling = [word for word in typed if fold(word) not in stop_words()] or typed
    words = list(one.diagnosis.words) or telling[:_WORDS] or [say("gaps.topic.word")]
    slug = "-".join(re.sub(r"[^a-z0-9]+", "", fold(word)) for word in words).strip("-")
    topic = {
        "id": slug or "theme",
        "name": words[0].capitalize() if len(words) == 1 else " ".join(words).capitalize(),
        "family": say("gaps.topic.family"),
        "about": say("gaps.topic.about"),
        "probes": {"words": words, "questions": [question]},
    }
    return yaml.safe_dump(
        {"topics": [topic]}, allow_unicode=True, sort_keys=False, width=_WIDTH
    ).strip()
