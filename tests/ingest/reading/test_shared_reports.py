"""Every real report at hand is read, and every passage found again on its page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.cut import cut_passages
from ingest.normalise import normalise
from ingest.report import Passage, Report

Read = Callable[[Path], Report]

pytestmark = pytest.mark.shared


def stands(passage: Passage, report: Report) -> bool:
    """Whether what the passage says of each of its pages is in that page's text."""
    for number in {place.page for place in passage.placements}:
        places = [place for place in passage.placements if place.page == number]
        text = passage.text[places[0].start : places[-1].end]
        if normalise(text) not in report.pages[number - 1].text:
            return False
    return True


def test_a_real_report_is_read_and_cut_without_loss(shared_report: Path, read: Read):
    report = read(shared_report)
    passages = cut_passages(report)
    assert [p.text for p in passages if not stands(p, report)] == []
    said = "".join(p.text for p in passages)
    written = "".join(page.text for page in report.pages)
    assert re.sub(r"\s", "", said) == re.sub(r"\s", "", written)
    assert not re.search(r"[\x00-\x1f\ud800-\udfff\ue000-\uf8ff\u00ad]", said)


def test_reading_twice_gives_the_same(shared_report: Path, read: Read):
    first, second = read(shared_report), read(shared_report)
    assert first.pages == second.pages
    assert [p.id for p in cut_passages(first)] == [p.id for p in cut_passages(second)]
