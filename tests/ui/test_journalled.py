"""Every desk's questions are noted, once, and nothing of that reaches who asks."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from retrieval.answer import Answer, Outcome
from retrieval.journal import Desk, Entry, JournalState, NoJournal, WrapUp
from retrieval.journal_errors import JournalLocked
from retrieval.journal_reading import JournalReader
from retrieval.journal_store import JournalStore
from retrieval.keeping import Withheld
from ui.errors import JournalMonthsUnfit
from ui.journalled import Journalled, Under, journal_of
from ui.residents import answer_safely
from ui.settings import Settings

NOW = datetime(2026, 3, 31, 14, 5)


class HeldJournal:
    """A journal in memory, by id, as `JournalStore` would hold it."""

    def __init__(self) -> None:
        self.state = JournalState(months=6)
        self.entries: dict[int, Entry] = {}
        self.trouble: Exception | None = None

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def write(self, entry: Entry, *, instead_of: int | None = None) -> None:
        if self.trouble:
            raise self.trouble
        self.entries.pop(instead_of or 0, None)
        self.entries[entry.id] = entry

    def wrap_up(self, entry_id: int, code: WrapUp) -> None:
        self.entries[entry_id] = replace(self.entries[entry_id], wrap_up=code)

    @property
    def noted(self) -> list[tuple[Desk, str | None, Outcome | None]]:
        return [(each.desk, each.text, each.outcome) for each in self.entries.values()]


class Answering:
    """Answers everything, from words alone until its encoder is there."""

    encoder_pending = False

    def __init__(self) -> None:
        self.partial = False
        self.trouble: Exception | None = None

    def suggestions(self) -> Sequence[str]:
        return ("Quels accueils ?",)

    def ask(self, question: str, previous: Sequence[str] = (), *, as_typed: bool = False) -> Answer:
        if self.trouble:
            raise self.trouble
        return Answer(question, question, Outcome.NOT_IN_REPORT, partial=self.partial)


@pytest.fixture
def journal() -> HeldJournal:
    return HeldJournal()


@pytest.fixture
def answering() -> Answering:
    return Answering()


@pytest.fixture
def noted(answering: Answering, journal: HeldJournal) -> Journalled:
    return Journalled(answering, journal, Desk.RESIDENTS, clock=lambda: NOW)


def test_a_question_is_answered_and_noted(noted: Journalled, journal: HeldJournal) -> None:
    answer = noted.ask("Et les crèches ?")

    assert answer.question == "Et les crèches ?"
    (entry,) = journal.entries.values()
    assert (entry.day, entry.hour) == (date(2026, 3, 31), 14)
    assert journal.noted == [(Desk.RESIDENTS, "Et les crèches ?", Outcome.NOT_IN_REPORT)]


def test_a_question_that_failed_is_noted_masked_and_the_error_goes_on(
    noted: Journalled, answering: Answering, journal: HeldJournal
) -> None:
    answering.trouble = RuntimeError("boum")

    answer = answer_safely(noted, "Je m'appelle Zoé Test, et les crèches ?", [])

    assert answer.outcome is Outcome.FAILED
    masked = "Je m'appelle […], et les crèches ?"
    assert journal.noted == [(Desk.RESIDENTS, masked, Outcome.FAILED)]


def test_a_provisional_answer_and_the_whole_one_are_one_question(
    noted: Journalled, answering: Answering, journal: HeldJournal
) -> None:
    questions = ("Et les crèches ?", "Et les écoles ?")
    for answering.partial in (True, True, False):
        for question in questions:
            noted.ask(question)

    assert [text for _, text, _ in journal.noted] == list(questions)


def test_the_same_question_asked_twice_is_two_questions(
    noted: Journalled, journal: HeldJournal
) -> None:
    noted.ask("Et les crèches ?")
    noted.ask("Et les crèches ?")

    assert len(journal.entries) == 2


def test_an_answer_never_fails_because_it_cannot_be_noted(
    noted: Journalled, journal: HeldJournal, caplog: pytest.LogCaptureFixture
) -> None:
    journal.trouble = JournalLocked(path="journal.sqlite")
    with caplog.at_level(logging.ERROR):
        answer = noted.ask("Et les crèches ?")

    assert answer.outcome is Outcome.NOT_IN_REPORT
    assert caplog.messages == ["a question could not be noted: JournalLocked"]


def test_nothing_is_noted_while_the_journal_is_off(answering: Answering) -> None:
    off = Journalled(answering, NoJournal(), Desk.PAGES)

    assert off.ask("Et les crèches ?").question == "Et les crèches ?"
    assert not off.is_on


def test_a_call_is_closed_under_the_id_that_its_question_was_noted_under(
    noted: Journalled, answering: Answering, journal: HeldJournal
) -> None:
    under = Under(noted, answering)
    answer_safely(under, "Et les crèches ?", [])
    noted.close(under.entry_id, "", WrapUp.ABSENT)

    assert journal.entries[under.entry_id].wrap_up is WrapUp.ABSENT


def test_a_question_that_was_only_looked_up_is_noted_when_its_call_is_closed(
    noted: Journalled, journal: HeldJournal
) -> None:
    noted.close(None, "mon fils est autiste", WrapUp.FOUND)

    (entry,) = journal.entries.values()
    assert (entry.text, entry.withheld) == (None, Withheld.SENSITIVE)
    assert (entry.outcome, entry.wrap_up) == (None, WrapUp.FOUND)


def test_the_desk_still_tells_what_the_page_asks_for(noted: Journalled) -> None:
    assert noted.suggestions() == ("Quels accueils ?",)
    assert noted.encoder_pending is False


def settings(home: Path, months: str = "") -> Settings:
    return Settings(home=home, journal_months=months)


def test_without_a_setting_there_is_no_journal_and_no_file(tmp_path: Path) -> None:
    journal = journal_of(settings(tmp_path))
    journal.start()
    journal.write(Entry(NOW.date(), 9, Desk.PAGES, Outcome.ANSWERED, "Et ?"))
    journal.stop()

    assert journal.state.months is None
    assert list(tmp_path.iterdir()) == []


def test_with_a_setting_questions_are_written_under_the_home(tmp_path: Path) -> None:
    journal = journal_of(settings(tmp_path, "6"))
    journal.start()
    journal.write(Entry(date.today(), 9, Desk.PAGES, Outcome.ANSWERED, "Et ?"))
    journal.stop()

    reader = JournalReader(tmp_path / "journal.sqlite")
    assert [each.text for each in reader.every()] == ["Et ?"]
    assert reader.summary().months == 6


def test_what_an_earlier_setting_left_is_let_go_when_its_time_is_over(tmp_path: Path) -> None:
    store = JournalStore(tmp_path / "journal.sqlite")
    store.keep_for(6)
    old = Entry(date(2020, 1, 1), 9, Desk.PAGES, Outcome.ANSWERED, "Et jadis ?")
    store.append(old)
    store.append(replace(old, day=date.today(), id=2, text="Et hier ?"))
    store.close()

    journal_of(settings(tmp_path))

    left = JournalReader(tmp_path / "journal.sqlite").every()
    assert [each.text for each in left] == ["Et hier ?"]


@pytest.mark.parametrize("months", ["0", "37", "-1", "six", "6 mois", "6.5", "²"])
def test_a_setting_that_is_no_number_of_months_is_refused(tmp_path: Path, months: str) -> None:
    with pytest.raises(JournalMonthsUnfit) as caught:
        journal_of(settings(tmp_path, months))

    assert caught.value.values == {"value": months, "most": 36}


def test_personal_data_never_reaches_the_disk(tmp_path: Path, answering: Answering) -> None:
    journal = journal_of(settings(tmp_path, "6"))
    journal.start()
    noted = Journalled(answering, journal, Desk.RESIDENTS)
    name, numbers = "Zanzibaronde", ("0612345678", "a.b@exemple.fr", "284056012345678")
    for number in numbers:
        noted.ask(f"Je m'appelle {name}, {number}, combien de crèches ?")
    noted.ask(f"Mme {name} a-t-elle un cancer ?")
    journal.stop()

    written = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert b"combien de cr" in written
    assert [secret for secret in (name, *numbers) if secret.encode() in written] == []
