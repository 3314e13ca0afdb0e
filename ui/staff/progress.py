"""How far a piece of work in the background is, as a page says it."""

from dataclasses import dataclass

from ui.accounts import Role
from ui.background import Background, Piece, Stage
from ui.cards import moment
from ui.errors import WorkStopped
from ui.render import in_print, told
from ui.sessions import Session
from ui.wording import say_error

UPLOADING, COMPARING, MEASURING = "edition", "comparison", "quality"
# What each kind of work goes through, in order.
STEPS = {
    UPLOADING: ("read", "cut", "model", "encode", "index", "coverage"),
    COMPARING: ("questions",),
    MEASURING: ("questions",),
}
# Steps that not every piece of work has, and the one that each is part of.
PART_OF = {"recognise": "read", "fetch": "model"}
# Who listens to a screen reader hears of a step's quarters, and not of each page.
QUARTERS = ("begun", "quarter", "half", "three_quarters", "whole")


@dataclass(frozen=True, slots=True)
class StepView:
    """A step by its name; `state` is one of over, now and later."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class PieceView:
    """A piece of work: `done` of `total` in its `step`, 0 of 0 while nobody knows.

    `key` is what its form sends to stop it, "" where this person may not; `quarter` is one
    of `QUARTERS`; `trouble` is why it failed, `stopped` whether somebody wished it.
    """

    kind: str
    about: str
    who: str
    begun: str
    running: bool
    failed: bool
    stopped: bool
    step: str
    done: int
    total: int
    quarter: str
    steps: tuple[StepView, ...]
    key: str
    result: str
    trouble: str


def piece_of(background: Background, session: Session, kind: str = "") -> PieceView | None:
    """What to show `session` of the last piece; None where there was none, or of another `kind`."""
    piece = background.last(kind)
    return _view(piece, session) if piece else None


def may_stop(piece: Piece, session: Session) -> bool:
    """Whether who is signed in began `piece`, or runs Selon."""
    return session.account.role is Role.ADMIN or session.account.name == piece.who


def _view(piece: Piece, session: Session) -> PieceView:
    running, failed = piece.stage is Stage.RUNNING, piece.stage is Stage.FAILED
    trouble = say_error(piece.error) if piece.error else told("staff.work.broke")
    return PieceView(
        kind=piece.kind,
        about=piece.about,
        who=piece.who,
        begun=moment(piece.begun),
        running=running,
        failed=failed,
        stopped=isinstance(piece.error, WorkStopped),
        step=piece.step,
        done=piece.done,
        total=piece.total,
        quarter=QUARTERS[4 * piece.done // piece.total if piece.total else 0],
        steps=_steps(piece),
        key=piece.begun.isoformat() if running and may_stop(piece, session) else "",
        result=piece.result,
        trouble=in_print(trouble) if failed else "",
    )


def _steps(piece: Piece) -> tuple[StepView, ...]:
    """The steps of the piece, those before its own over; none where it has but one."""
    steps = STEPS.get(piece.kind, ())
    if len(steps) < 2:  # noqa: PLR2004 - nothing comes before or after it
        return ()
    step = PART_OF.get(piece.step, piece.step)
    at = steps.index(step) if step in steps else -1
    states = ["over" if n < at else "now" if n == at else "later" for n in range(len(steps))]
    return tuple(map(StepView, steps, states))
