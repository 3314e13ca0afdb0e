"""How far a piece of work in the background is, as a page says it."""

from dataclasses import dataclass

from ui.background import Piece, Stage
from ui.cards import moment
from ui.render import in_print, told
from ui.wording import say_error


@dataclass(frozen=True, slots=True)
class PieceView:
    """A piece of work: `done` of `steps`, 0 of 0 while nobody knows; `trouble` is why it failed."""

    kind: str
    who: str
    begun: str
    running: bool
    failed: bool
    done: int
    steps: int
    result: str
    trouble: str


def piece_view(piece: Piece | None) -> PieceView | None:
    """What to show of `piece`; None where there is none."""
    if piece is None:
        return None
    failed = piece.stage is Stage.FAILED
    trouble = say_error(piece.error) if piece.error else told("staff.editions.broke")
    return PieceView(
        kind=piece.kind,
        who=piece.who,
        begun=moment(piece.begun),
        running=piece.stage is Stage.RUNNING,
        failed=failed,
        done=piece.done,
        steps=piece.steps,
        result=piece.result,
        trouble=in_print(trouble) if failed else "",
    )
