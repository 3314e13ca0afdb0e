"""A visit to the residents' page: the steps taken in it, and the one that is on the screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ui.turn import Turn

# A visit holds no more: the oldest step goes, as it would off the top of the screen.
STEPS_KEPT = 30

Steps = tuple[Turn | None, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """Every step of one visit, in the order taken: a turn, or None where a new question began.

    `at` is the step on the screen, counted from the first screen, which is 0; `gone` is how many of
    the oldest steps are held no more. Those after `at` were gone back from, and can be gone forward
    to until another step is taken.
    """

    steps: Steps = ()
    at: int = 0
    gone: int = 0

    @property
    def shown(self) -> tuple[Turn, ...]:
        """The conversation on the screen: the turns up to this step since a new question began."""
        return conversation_of(self.steps[: self.at - self.gone])

    def asked(self, turn: Turn) -> "Visit":
        """The visit one turn later."""
        return self._taken(turn)

    def changed(self, number: int, change: Callable[[Turn], Turn]) -> "Visit":
        """The visit with the `number`th turn of the screen, from 1, changed; else as it is."""
        shown = self.shown
        if not 1 <= number <= len(shown):
            return self
        at = self.at - self.gone - len(shown) + number - 1
        return replace(
            self, steps=(*self.steps[:at], change(shown[number - 1]), *self.steps[at + 1 :])
        )

    def begun_anew(self) -> "Visit":
        """The visit at an empty conversation, from which one can still go back."""
        return self._taken(None)

    def moved_to(self, step: int) -> "Visit":
        """The same visit with `step` on the screen, or the nearest that is still held."""
        return replace(self, at=min(max(step, self.gone), self.gone + len(self.steps)))

    def _taken(self, step: Turn | None) -> "Visit":
        steps = (*self.steps[: self.at - self.gone], step)
        gone = self.gone + max(0, len(steps) - STEPS_KEPT)
        return Visit(steps[-STEPS_KEPT:], self.at + 1, gone)


def conversation_of(steps: Sequence[Turn | None]) -> tuple[Turn, ...]:
    """The turns of `steps` since a new question began last."""
    turns: tuple[Turn, ...] = ()
    for step in steps:
        turns = () if step is None else (*turns, step)
    return turns
