"""The residents' page: what happens at each turn, and where things are placed."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import Any, Protocol

import gradio as gr

from retrieval.answer import Answer, Outcome
from ui import render
from ui.feedback import Feedback, no_feedback
from ui.journalled import under
from ui.opinions import opinion_at
from ui.turn import Turn
from ui.visit import Steps, Visit, conversation_of
from ui.wording import say

QUESTION_LIMIT = 300
SECONDS_BETWEEN_UPGRADES = 1.5

# State, conversation, timer and the button of a new question, as Gradio takes them.
Shown = tuple[Visit, str, Any, Any]

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
    answering: Answering,
    visit: Visit,
    question: str,
    *,
    as_typed: bool = False,
    feedback: Feedback | None = None,
) -> Visit:
    """`visit` and one more turn: the answer to `question`, which leans on the turns on the screen.

    A question that was taken back into the field and changed is a turn like any other: what was
    read stays where it was, the two answers can be compared, and Back undoes one press as always.
    """
    question = question.strip()[:QUESTION_LIMIT]
    return visit.asked(answered(answering, question, leaning_on(visit.shown), as_typed, feedback))


def answered(
    answering: Answers,
    question: str,
    earlier: Sequence[str],
    as_typed: bool,
    feedback: Feedback | None = None,
) -> Turn:
    """The turn of `question`: its answer, and what `feedback` has to say beside it."""
    noted = under(answering)
    answer = answer_safely(noted or answering, question, earlier, as_typed=as_typed)
    turn = Turn(question, shown_of(answer), as_typed)
    return feedback.beside(turn, noted.entry_id if noted else None) if feedback else turn


def shown_of(answer: Answer) -> Answer:
    """`answer` as a visit holds it: without what no page shows, a tenth of what it weighs."""
    return replace(answer, set_aside=(), timings_ms={})


def complete_visit(answering: Answering, visit: Visit, feedback: Feedback | None = None) -> Visit:
    """`visit`, its provisional turns asked again."""
    done: Steps = ()
    for step in visit.steps:
        if step is not None and step.provisional:
            earlier = leaning_on(conversation_of(done))
            again = answered(answering, step.question, earlier, step.as_typed, feedback)
            done = (*done, again)
        else:
            done = (*done, step)
    return replace(visit, steps=done)


def leaning_on(turns: Sequence[Turn]) -> list[str]:
    """The questions really searched in `turns`: personal data is masked in them already."""
    return [
        turn.answer.searched
        for turn in turns
        if turn.answer.searched.strip() and turn.answer.outcome is not Outcome.BLOCKED
    ]


def waiting(answering: Answering, visit: Visit) -> bool:
    """Whether a provisional answer on the screen can still become a whole one."""
    return answering.encoder_pending and any(turn.provisional for turn in visit.shown)


class Desk:
    """The events of the page: each takes what Gradio holds for one visit, and gives it back."""

    def __init__(self, answering: Answering, feedback: Feedback | None = None) -> None:
        self.answering = answering
        self.feedback = feedback or no_feedback()

    def show(self, visit: Visit) -> Shown:
        """`visit` as the page holds and shows it: state, conversation, timer, new question."""
        about: Any = {"step": visit.at, "reviewer": self.feedback.reviewer}
        shown = render.conversation(visit.shown, self.answering.suggestions(), **about)
        timer = gr.Timer(active=any(turn.provisional for turn in visit.shown))
        return visit, shown, timer, gr.Button(visible=bool(visit.shown))

    def open(self) -> Shown:
        """The first screen."""
        return self.show(Visit())

    def ask(self, question: str, visit: Visit) -> tuple[str, Visit, str, Any, Any]:
        """One more turn; the field is emptied."""
        return "", *self.show(self._taken(visit, question or ""))

    def pick(self, visit: Visit, event: gr.EventData) -> Shown:
        """One more turn, with the question on the button that was pressed."""
        told = sent(event)
        question, as_typed = told.get("question"), told.get("as_typed") is True
        asked = question if isinstance(question, str) else ""
        return self.show(self._taken(visit, asked, as_typed=as_typed))

    def judge(self, visit: Visit, event: gr.EventData) -> Shown:
        """The same conversation, with what was pressed under one of its answers."""
        told = sent(event)
        number, opinion = told.get("turn"), opinion_at(told.get("opinion"))
        if type(number) is int and opinion:
            visit = visit.changed(number, lambda turn: self.feedback.judged(turn, *opinion))
        return self.show(visit)

    def begin_anew(self, visit: Visit) -> Shown:
        """An empty conversation; Back leads to the one before."""
        return self.show(visit.begun_anew())

    def move(self, visit: Visit, event: gr.EventData) -> Shown:
        """The step that the browser's Back or Forward led to."""
        step = sent(event).get("step")
        step = step if isinstance(step, int) else visit.at
        return self.show(visit.moved_to(step))

    def complete(self, visit: Visit) -> Shown:
        """The same visit, better answered once the encoder is there."""
        if waiting(self.answering, visit):
            return self.show(visit)
        return self.show(complete_visit(self.answering, visit, self.feedback))

    def _taken(self, visit: Visit, question: str, *, as_typed: bool = False) -> Visit:
        about: Any = {"as_typed": as_typed, "feedback": self.feedback}
        return take_turn(self.answering, visit, question, **about)


def sent(event: gr.EventData) -> dict[str, Any]:
    """What our script sent along with `event`; nothing where a program sent something else."""
    return event._data if isinstance(event._data, dict) else {}


# A press on any question of the conversation asks it, one on an opinion says it of an answer, and
# Back and Forward, heard by page.js, show another step; what comes of all is made known by page.js.
HEAR_THE_PAGE = """
element.addEventListener('click', (event) => {
  const said = event.target.closest('[data-opinion]');
  if (said) {
    trigger('judged', { turn: Number(said.dataset.of), opinion: Number(said.dataset.opinion) });
  }
  const button = event.target.closest('[data-ask]');
  if (!button) return;
  trigger('pressed', { question: button.dataset.ask, as_typed: 'asTyped' in button.dataset });
});
element.addEventListener('selon-moved', (event) => trigger('moved', { step: event.detail }));
"""


def lay_out(answering: Answering, feedback: Feedback | None = None) -> Any:
    """The Blocks of the residents' page: places the parts and wires them, nothing else."""
    desk = Desk(answering, feedback)
    with gr.Blocks(title=say("web.name"), analytics_enabled=False, fill_width=True) as blocks:
        visit = gr.State(Visit())
        timer = gr.Timer(SECONDS_BETWEEN_UPGRADES, active=False)
        conversation = gr.HTML(
            elem_id="conversation", apply_default_css=False, js_on_load=HEAR_THE_PAGE
        )
        with gr.Column(elem_id="form"):
            question = _field()
            gr.HTML(_counter(), elem_id="counter-place", apply_default_css=False)
            with gr.Row(elem_id="form-foot"):
                again = gr.Button(say("web.again"), elem_id="again", visible=False)
                send = gr.Button(say("web.send"), variant="primary", elem_id="send")
        shown = [visit, conversation, timer, again]
        quick: dict[str, Any] = {
            "queue": False,
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        blocks.load(desk.open, None, shown, **quick)
        asked = [question.submit, send.click]
        gr.on(asked, desk.ask, [question, visit], [question, *shown], **quick)
        conversation.pressed(desk.pick, [visit], shown, **quick)
        conversation.judged(desk.judge, [visit], shown, **quick)
        conversation.moved(desk.move, [visit], shown, **quick)
        again.click(desk.begin_anew, [visit], shown, **quick)
        timer.tick(desk.complete, [visit], shown, **quick)
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
    return (
        f'<p id="counter" data-pattern="{escape(pattern)}" data-limit="{QUESTION_LIMIT}">'
        f"{escape(said)}</p>"
    )
