"""Which edition answers for each report, and which report is the default: one small file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

REGISTER = "shelf.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Register:
    """The editions of each report in the order in which they went live: the last one is live.

    `default` is the report asked when none is named; None until one is chosen or the first report
    of the user's own comes in. `waiting` are editions of each report that were built and never were
    live. `damaged` is true if the file was there and made no sense.
    """

    histories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    default: str | None = None
    waiting: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    damaged: bool = False

    def live(self, report: str) -> str | None:
        """The edition that was published last."""
        history = self.histories.get(report, ())
        return history[-1] if history else None

    def published(self, report: str, edition: str) -> "Register":
        """The register once `edition` is live."""
        if self.live(report) == edition:
            return self
        history = (*self.histories.get(report, ()), edition)
        return self._waited_for(report, edition)._with(report, history)

    def held_back(self, report: str, edition: str) -> "Register":
        """The register once `edition` waits to go live; one that was live once stays as it is."""
        if edition in self.histories.get(report, ()):
            return self
        kept = self._waited_for(report, edition)
        others = kept.waiting.get(report, ())
        return replace(kept, waiting={**kept.waiting, report: (*others, edition)})

    def rolled_back(self, report: str, edition: str) -> "Register":
        """The register once the last publication that left `edition` live stands again."""
        history = self.histories[report]
        last = len(history) - 1 - history[::-1].index(edition)
        return self._with(report, history[: last + 1])

    def forgotten(self, report: str, edition: str) -> "Register":
        """The register without `edition`."""
        history = [other for other in self.histories.get(report, ()) if other != edition]
        once = [e for i, e in enumerate(history) if i == 0 or history[i - 1] != e]
        return self._waited_for(report, edition)._with(report, tuple(once))

    def with_default(self, report: str) -> "Register":
        """The register once `report` is asked when none is named."""
        return replace(self, default=report)

    def _waited_for(self, report: str, edition: str) -> "Register":
        """The register once `edition` waits no more."""
        left = tuple(other for other in self.waiting.get(report, ()) if other != edition)
        others = {slug: held for slug, held in self.waiting.items() if slug != report}
        return replace(self, waiting={**others, report: left} if left else others)

    def _with(self, report: str, history: tuple[str, ...]) -> "Register":
        return replace(self, histories={**self.histories, report: history}, damaged=False)


def write_register(register: Register) -> bytes:
    """The register as JSON."""
    record = {
        "format": _FORMAT,
        "default": register.default,
        "reports": {slug: list(history) for slug, history in sorted(register.histories.items())},
        "waiting": {slug: list(held) for slug, held in sorted(register.waiting.items())},
    }
    if not register.waiting:
        record.pop("waiting")
    return json.dumps(record, ensure_ascii=False, indent=1).encode()


def read_register(content: bytes) -> Register:
    """The register that was written; an empty one, marked as damaged, if it makes no sense."""
    try:
        record = json.loads(content)
        default = record["default"]
        histories, waiting = (
            {str(slug): tuple(map(str, each)) for slug, each in record.get(name, {}).items()}
            for name in ("reports", "waiting")
        )
        sound = (
            record["format"] == _FORMAT and "reports" in record and isinstance(default, str | None)
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Register(damaged=True)
    return Register(histories, default, waiting) if sound else Register(damaged=True)
