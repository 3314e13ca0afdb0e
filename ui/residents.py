"""The residents' page: what happens at each turn, and where things are placed."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

import gradio as gr

from retrieval.answer import Answer, Outcome
from ui import render
from ui.turn import Turn
from ui.wording import say

QUESTION_LIMIT = 300
# A visit holds no more: the oldest turn goes, as it would off the top of the screen.
TURNS_KEPT = 30
SECONDS_BETWEEN_UPGRADES = 1.5

log = logging.getLogger("selon.residents")


class Answers(Protocol):
    """What answers: a report, live or not."""

    def ask(self, question: str, previous: Sequence[str], *, as_typed: bool) -> Answer:
        """The answer to `question`, which may lean on `previous` ones; corrected or `as_typed`."""


class Answering(Answers, Protocol):
    """What the page asks: the live reports, with or without their encoder."""

    @property
    def encoder_pending(self) -> bool:
        """Whether the encoder is still on its way."""

    def suggestions(self) -> Sequence[str]:
        """Questions that the live edition is known to answer."""


def answer_safely(
    answering: Answers, question: str, previous: Sequence[str], *, as_typed: bool = False
) -> Answer:
    """The answer, or one whose outcome is `failed`; what went wrong is logged, the question not.

    The only place of the web pages where an error ends: the visitor always gets a sentence.
    """
    try:
        return answering.ask(question, previous, as_typed=as_typed)
    except Exception as exc:
        log.error("a question could not be answered: %s", type(exc).__qualname__)
        return Answer(question=question, searched=question, outcome=Outcome.FAILED)


def take_turn(
    answering: Answering, turns: Sequence[Turn], question: str, *, as_typed: bool = False
) -> list[Turn]:
    """`turns` and one more: the answer to `question`, which leans on those before it."""
    question = question.strip()[:QUESTION_LIMIT]
    answer = answer_safely(answering, question, leaning_on(turns), as_typed=as_typed)
    return [*turns, Turn(question, answer, as_typed)][-TURNS_KEPT:]


def complete_turns(answering: Answering, turns: Sequence[Turn]) -> list[Turn]:
    """`turns`, the provisional ones asked again."""
    done: list[Turn] = []
    for turn in turns:
        if turn.provisional:
            earlier = leaning_on(done)
            answer = answer_safely(answering, turn.question, earlier, as_typed=turn.as_typed)
            done.append(replace(turn, answer=answer))
        else:
            done.append(turn)
    return done


def leaning_on(turns: Sequence[Turn]) -> list[str]:
    """The questions really searched in `turns`: personal data is masked in them already."""
    return [
        turn.answer.searched
        for turn in turns
        if turn.answer.searched.strip() and turn.answer.outcome is not Outcome.BLOCKED
    ]


def waiting(answering: Answering, turns: Sequence[Turn]) -> bool:
    """Whether a provisional answer can still become a whole one."""
    return answering.encoder_pending and any(turn.provisional for turn in turns)


class Desk:
    """The events of the page: each takes what Gradio holds for one visit, and gives it back."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering

    def show(self, turns: list[Turn]) -> tuple[list[Turn], str, Any, Any]:
        """`turns` as the page holds and shows them: state, conversation, timer, new question."""
        shown = render.conversation(turns, self.answering.suggestions())
        timer = gr.Timer(active=any(turn.provisional for turn in turns))
        return turns, shown, timer, gr.Button(visible=bool(turns))

    def open(self) -> tuple[list[Turn], str, Any, Any]:
        """The first screen."""
        return self.show([])

    def ask(self, question: str, turns: list[Turn]) -> tuple[str, list[Turn], str, Any, Any]:
        """One more turn; the field is emptied."""
        return "", *self.show(take_turn(self.answering, turns, question or ""))

    def pick(self, turns: list[Turn], event: gr.EventData) -> tuple[list[Turn], str, Any, Any]:
        """One more turn, with the question on the button that was pressed."""
        told = sent(event)
        question, as_typed = told.get("question"), told.get("as_typed") is True
        asked = question if isinstance(question, str) else ""
        return self.show(take_turn(self.answering, turns, asked, as_typed=as_typed))

    def complete(self, turns: list[Turn]) -> tuple[list[Turn], str, Any, Any]:
        """The same turns, better answered once the encoder is there."""
        if waiting(self.answering, turns):
            return self.show(turns)
        return self.show(complete_turns(self.answering, turns))


def sent(event: gr.EventData) -> dict[str, Any]:
    """What our script sent along with `event`; nothing where a program sent something else."""
    return event._data if isinstance(event._data, dict) else {}


# A press on any question of the conversation asks it; the new card is made known by page.js.
ASK_WHAT_IS_PRESSED = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-ask]');
  if (!button) return;
  trigger('pressed', { question: button.dataset.ask, as_typed: 'asTyped' in button.dataset });
});
"""


def lay_out(answering: Answering) -> Any:
    """The Blocks of the residents' page: places the parts and wires them, nothing else."""
    desk = Desk(answering)
    with gr.Blocks(title=say("web.name"), analytics_enabled=False, fill_width=True) as blocks:
        turns = gr.State([])
        timer = gr.Timer(SECONDS_BETWEEN_UPGRADES, active=False)
        conversation = gr.HTML(
            elem_id="conversation", apply_default_css=False, js_on_load=ASK_WHAT_IS_PRESSED
        )
        with gr.Column(elem_id="form"):
            question = _field()
            gr.HTML(_counter(), elem_id="counter-place", apply_default_css=False)
            with gr.Row(elem_id="form-foot"):
                again = gr.Button(say("web.again"), elem_id="again", visible=False)
                send = gr.Button(say("web.send"), variant="primary", elem_id="send")
        shown = [turns, conversation, timer, again]
        quick: dict[str, Any] = {
            "queue": False,
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        blocks.load(desk.open, None, shown, **quick)
        asked = [question.submit, send.click]
        gr.on(asked, desk.ask, [question, turns], [question, *shown], **quick)
        conversation.pressed(desk.pick, [turns], shown, **quick)
        again.click(desk.open, None, shown, **quick)
        timer.tick(desk.complete, [turns], shown, **quick)
    return blocks


def _field() -> Any:
    attributes = gr.InputHTMLAttributes(autocomplete="off", enterkeyhint="search", lang="fr")
    return gr.Textbox(
        label=say("web.question"),
        placeholder=say("web.placeholder"),
        lines=1,
        max_lines=4,
        max_length=QUESTION_LIMIT,
        elem_id="question",
        html_attributes=attributes,
    )


def _counter() -> str:
    """The counter, its sentence in a data attribute for page.js to fill."""
    said = say("web.count", used=0, limit=QUESTION_LIMIT)
    pattern = say("web.count", used="{used}", limit="{limit}")
    return f'<p id="counter" data-pattern="{pattern}" data-limit="{QUESTION_LIMIT}">{said}</p>'
