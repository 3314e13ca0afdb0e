"""The service answers from words at once, better once the encoder is there, and never mixes up."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from index.errors import EditionDamaged, NoReportYet
from retrieval.answer import Answer, Outcome
from retrieval.tools import Tools
from ui.service import EncoderState, Service
from ui.suggestions import Candidate

Make = Callable[..., Service]


def eventually(condition: Callable[[], bool]) -> None:
    """Waits for what a thread of the service does; a suite that hangs here has found a fault."""
    while not condition():
        threading.Event().wait(0.01)


def test_before_the_encoder_is_there_answers_are_partial(make_service: Make) -> None:
    loading = threading.Event()
    service = make_service(load_tools=lambda _: loading.wait())
    assert service.ask("Combien d’aides ?").partial is True
    assert service.health.encoder is EncoderState.LOADING
    loading.set()


def test_with_the_encoder_answers_are_whole(make_service: Make) -> None:
    service = make_service()
    service.start()
    eventually(lambda: not service.encoder_pending)
    assert service.ask("Combien d’aides ?").partial is False
    assert service.health.encoder is EncoderState.READY


def test_an_encoder_that_cannot_be_loaded_leaves_answers_from_words(make_service: Make) -> None:
    service = make_service(load_tools=lambda _: 1 / 0)
    service.start()
    eventually(lambda: service.health.encoder is EncoderState.FAILED)
    assert service.ask("Combien d’aides ?").outcome is Outcome.ANSWERED
    assert service.encoder_pending is False


def test_stopping_waits_for_the_model_under_way_and_tries_no_question_after(
    make_service: Make,
) -> None:
    loading, let_it_load, tried = threading.Event(), threading.Event(), []

    def load(_edition: Any) -> Any:
        loading.set()
        let_it_load.wait()
        tried.clear()
        return 1

    service = make_service(load_tools=load)
    asked = service._ask
    service._ask = lambda *args, **kwargs: tried.append(args) or asked(*args, **kwargs)
    service.start()
    loading.wait()
    stopping = threading.Thread(target=service.stop)
    stopping.start()
    stopping.join(0.05)
    assert stopping.is_alive()
    let_it_load.set()
    stopping.join()
    assert tried == []


def test_nothing_published_is_told_by_its_own_error(make_service: Make, library: Any) -> None:
    library.trouble = NoReportYet(home="/srv/selon")
    service = make_service()
    service.start()
    assert service.health.ready is False
    with pytest.raises(NoReportYet):
        service.ask("Combien ?")


def test_a_first_report_is_served_as_soon_as_it_is_published(
    make_service: Make, library: Any
) -> None:
    library.trouble = NoReportYet(home="/srv/selon")
    service = make_service()
    service.start()
    library.trouble = None
    library.published += 1
    assert service.health.ready is True


def test_a_new_edition_is_served_without_a_restart(make_service: Make, library: Any) -> None:
    service = make_service()
    old = service.health.edition
    library.publish("fedcba9876543210")
    assert service.health.edition is not None
    assert service.health.edition.id == "fedcba9876543210"
    assert old is not None
    assert service.live.known(old.id) is old


def test_the_edition_is_opened_once_while_nothing_is_published(
    make_service: Make, library: Any
) -> None:
    service = make_service()
    for _ in range(5):
        service.ask("Combien ?")
    assert library.opened == 1


def test_a_damaged_edition_leaves_the_last_good_one_serving(
    make_service: Make, library: Any
) -> None:
    service = make_service()
    good = service.health.edition
    library.trouble = EditionDamaged(report="bilan", edition="x", file="f", why="truncated")
    library.published += 1
    assert service.health.edition is good
    assert service.ask("Combien ?").outcome is Outcome.ANSWERED


def test_an_edition_that_this_server_never_served_is_unknown(make_service: Make) -> None:
    service = make_service()
    service.start()
    assert service.live.known("fedcba9876543210") is None


def test_only_questions_that_were_answered_are_suggested(make_service: Make) -> None:
    service = make_service()
    service.start()
    assert service.suggestions() == ("Quels accueils de jour ?",)


def test_a_new_edition_brings_its_own_suggestions(make_service: Make, library: Any) -> None:
    service = make_service(candidates=lambda edition: [[Candidate(f"Que dit {edition.id} ?")]])
    service.start()
    assert service.suggestions() == ("Que dit 0123456789abcdef ?",)
    library.publish("fedcba9876543210")
    assert service.suggestions() == ("Que dit fedcba9876543210 ?",)


def test_candidates_that_fail_leave_the_first_screen_without_suggestions(
    make_service: Make,
) -> None:
    service = make_service(candidates=lambda _: 1 / 0)
    service.start()
    assert service.suggestions() == ()


def test_many_threads_open_one_edition_once(make_service: Make, library: Any) -> None:
    service = make_service()
    threads = [threading.Thread(target=service.ask, args=("Combien ?",)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert library.opened == 1


def test_questions_before_are_handed_on(make_service: Make) -> None:
    heard: list[Sequence[str]] = []

    def listening(question: str, _: Any, *, previous: Sequence[str] = (), **__: Any) -> Answer:
        heard.append(previous)
        return Answer(question, question, Outcome.NOT_IN_REPORT)

    make_service(ask=listening, candidates=lambda _: ()).ask("et à Calais ?", ["Quels bus ?"])
    assert heard == [["Quels bus ?"]]


def test_an_answer_of_another_edition_is_not_changed_by_a_swap(
    make_service: Make, library: Any
) -> None:
    service = make_service()
    answer = service.ask("Combien ?")
    library.publish("fedcba9876543210")
    service.ask("Combien ?")
    assert answer.editions == ("0123456789abcdef",)


def test_a_question_to_be_searched_as_typed_is_handed_on_as_such(make_service: Make) -> None:
    heard: list[bool] = []

    def listening(question: str, _: Any, *, as_typed: bool = False, **__: Any) -> Answer:
        heard.append(as_typed)
        return Answer(question, question, Outcome.NOT_IN_REPORT)

    service = make_service(ask=listening, candidates=lambda _: ())
    service.ask("la cantne ?", as_typed=True)
    service.ask("la cantne ?")
    assert heard == [True, False]


def test_another_edition_with_the_same_encoder_is_asked_with_what_is_ready(
    make_service: Make, library: Any
) -> None:
    earlier, loads = library.edition, []
    library.publish("b" * 16)
    service = make_service(load_tools=lambda edition: loads.append(edition.id) or Tools(object()))
    service.start()
    eventually(lambda: not service.encoder_pending)
    assert service.ask_edition(earlier, "Combien ?", as_typed=False).partial is False
    assert loads == ["b" * 16]


def test_an_edition_with_another_encoder_is_asked_with_its_own_loaded_once(
    make_service: Make, library: Any
) -> None:
    earlier, loads = library.edition, []
    library.publish("b" * 16, model="r2")
    service = make_service(load_tools=lambda edition: loads.append(edition.id) or Tools(object()))
    service.start()
    eventually(lambda: not service.encoder_pending)
    for _ in range(2):
        assert service.ask_edition(earlier, "Combien ?", as_typed=False).partial is False
    assert loads == ["b" * 16, earlier.id]
