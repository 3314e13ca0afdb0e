"""Times the stages of an answer by the clock it is given."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """Milliseconds by stage; `clock` gives seconds."""

    clock: Clock
    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Adds what happens inside to `stage`."""
        start = self.clock()
        try:
            yield
        finally:
            spent = 1000 * (self.clock() - start)
            self.stages[stage] = round(self.stages.get(stage, 0.0) + spent, 3)

    @property
    def timings_ms(self) -> dict[str, float]:
        """Every stage so far, and their total."""
        return {**self.stages, "total": round(sum(self.stages.values()), 3)}
