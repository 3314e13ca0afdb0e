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
    of the user's own comes in. `damaged` is true if the file was there and made no sense.
    """

    histories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    default: str | None = None
    damaged: bool = False

    def live(self, report: str) -> str | None:
        """The edition that was published last."""
        history = self.histories.get(report, ())
        return history[-1] if history else None

    def published(self, report: str, edition: str) -> "Register":
        """The register once `edition` is live."""
        if self.live(report) == edition:
            return self
        return self._with(report, (*self.histories.get(report, ()), edition))

    def rolled_back(self, report: str, edition: str) -> "Register":
        """The register once the last publication that left `edition` live stands again."""
        history = self.histories[report]
        last = len(history) - 1 - history[::-1].index(edition)
        return self._with(report, history[: last + 1])

    def forgotten(self, report: str, edition: str) -> "Register":
        """The register without `edition`."""
        history = [other for other in self.histories.get(report, ()) if other != edition]
        once = [e for i, e in enumerate(history) if i == 0 or history[i - 1] != e]
        return self._with(report, tuple(once))

    def with_default(self, report: str) -> "Register":
        """The register once `report` is asked when none is named."""
        return replace(self, default=report)

    def _with(self, report: str, history: tuple[str, ...]) -> "Register":
        return replace(self, histories={**self.histories, report: history}, damaged=False)


def write_register(register: Register) -> bytes:
    """The register as JSON."""
    record = {
        "format": _FORMAT,
        "default": register.default,
        "reports": {slug: list(history) for slug, history in sorted(register.histories.items())},
    }
    return json.dumps(record, ensure_ascii=False, indent=1).encode()


def read_register(content: bytes) -> Register:
    """The register that was written; an empty one, marked as damaged, if it makes no sense."""
    try:
        record = json.loads(content)
        default = record["default"]
        histories = {str(slug): tuple(map(str, h)) for slug, h in record["reports"].items()}
        sound = record["format"] == _FORMAT and isinstance(default, str | None)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Register(damaged=True)
    return Register(histories, default) if sound else Register(damaged=True)
