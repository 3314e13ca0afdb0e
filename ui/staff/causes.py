"""Why gaps may be there, looked into one by one behind the pages."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from retrieval.diagnosis import Diagnosis
from retrieval.gap_report import Diagnose
from retrieval.gaps import Gap
from ui.staff.counting import WAIT

# Lists of gaps that are gone through or were, and diagnoses of single ones.
_LISTS, _DIAGNOSES = 6, 2000
# Gaps of which the wordings are read at once.
_AT_ONCE = 10

Wordings = Callable[[Sequence[Gap]], Mapping[int, Sequence[str]]]


@dataclass(slots=True)
class _Examined:
    """Gaps that are being gone through: what was `found`, by their ids, and whether that's all."""

    gaps: tuple[Gap, ...]
    found: dict[int, Diagnosis] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)
    error: Exception | None = None


class Causes:
    """The diagnoses of gaps; any thread may ask.

    `wordings` gives the texts of gaps by their ids, `current` what looks into the live edition of a
    report and a name of that, which changes with it. A page waits for at most `wait` seconds.
    """

    def __init__(
        self,
        wordings: Wordings,
        current: Callable[[str], tuple[object, Diagnose]],
        *,
        wait: float = WAIT,
    ) -> None:
        self._wordings, self._current, self._wait = wordings, current, wait
        self._changing = threading.Lock()
        self._examined: OrderedDict[object, _Examined] = OrderedDict()
        self._known: OrderedDict[object, Diagnosis] = OrderedDict()
        self._looking: list[threading.Thread] = []
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Nothing more is looked into, once what is being looked into is.

        A thread that the interpreter finds reading when it ends brings the process down.
        """
        self._stopping.set()
        with self._changing:
            looking = tuple(self._looking)
        for thread in looking:
            thread.join()

    def at_once(self, report: str, gaps: Sequence[Gap]) -> Mapping[int, Diagnosis]:
        """By id those of `gaps` that are diagnosed soon; what is asked of `report` is looked into.

        Raises what looking raises.
        """
        return self._within(self._wait, report, gaps)

    def whole(self, report: str, gaps: Sequence[Gap]) -> Mapping[int, Diagnosis]:
        """The same of all `gaps` whose questions are still there, however long that takes."""
        return self._within(None, report, gaps)

    def _within(
        self, seconds: float | None, report: str, gaps: Sequence[Gap]
    ) -> Mapping[int, Diagnosis]:
        key, examined = self._begun(report, tuple(gaps))
        examined.over.wait(seconds)
        with self._changing:
            if examined.error is not None:
                self._examined.pop(key, None)
                raise examined.error
            return dict(examined.found)

    def _begun(self, report: str, gaps: tuple[Gap, ...]) -> tuple[object, _Examined]:
        """The list of `gaps`, which is held so that no other can have their identities."""
        key = report, tuple(map(id, gaps))
        with self._changing:
            if key not in self._examined:
                self._examined[key] = _Examined(gaps)
                args = report, self._examined[key]
                thread = threading.Thread(target=self._work, args=args, daemon=True)
                self._looking = [one for one in self._looking if one.is_alive()] + [thread]
                thread.start()
            self._examined.move_to_end(key)
            while len(self._examined) > _LISTS:
                self._examined.popitem(last=False)
            return key, self._examined[key]

    def _work(self, report: str, examined: _Examined) -> None:
        try:
            self._go_through(report, examined)
        except Exception as exc:
            examined.error = exc
        finally:
            examined.over.set()

    def _go_through(self, report: str, examined: _Examined) -> None:
        if self._stopping.is_set():
            return
        of, diagnose = self._current(report)
        for start in range(0, len(examined.gaps), _AT_ONCE):
            some = examined.gaps[start : start + _AT_ONCE]
            texts = self._wordings(some)
            for gap in some:
                if self._stopping.is_set():
                    return
                if texts[gap.id]:
                    found = self._diagnosed(of, diagnose, gap, texts[gap.id][0])
                    with self._changing:
                        examined.found[gap.id] = found

    def _diagnosed(self, of: object, diagnose: Diagnose, gap: Gap, text: str) -> Diagnosis:
        """The diagnosis of `gap`, which was there before where all is as it was then."""
        ended = _items(gap.outcomes()), _items(gap.wrap_ups())
        key = of, gap.about, hash(text), gap.unhelpful, ended
        with self._changing:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        found = diagnose(gap, text)
        with self._changing:
            self._known[key] = found
            while len(self._known) > _DIAGNOSES:
                self._known.popitem(last=False)
        return found


def _items(counted: Mapping[Any, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((str(name), count) for name, count in counted.items()))
