"""What the residents' page may send to Gradio: read here first, so that nothing else gets there."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

VISIT = re.compile(r"[\w-]{1,64}")
FIELDS = frozenset({"data", "event_data", "fn_index", "session_hash", "trigger_id"})
# JSON types that a part of the page may send, by the name that its schema has for them.
TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
}
NOTHING: tuple[type, ...] = ()
Inputs = Mapping[int, Sequence[tuple[type, ...]]]


class Unreadable(Exception):
    """The body of a call isn't one that the page sends."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the page: what it was given to send, and what was pressed."""

    data: tuple[Any, ...]
    pressed: Mapping[str, Any] | None

    @property
    def asks(self) -> bool:
        """Whether it holds words of a visitor; opening the page, waiting and going back do not."""
        sent = (*self.data, *(self.pressed or {}).values())
        return any(isinstance(value, str) and value for value in sent)


def inputs_of(blocks: Any) -> Inputs:
    """What each event of `blocks` takes: the types of each value, none for one that stays here."""
    return {fn._id: [_types(part) for part in fn.inputs] for fn in blocks.fns.values()}


def _types(part: Any) -> tuple[type, ...]:
    """The types that Gradio's `part` may send; every one where its schema is not that simple."""
    if part.skip_api:
        return NOTHING
    return TYPES.get(part.api_info().get("type", ""), (str, bool, int, float, list, dict))


def read_call(body: bytes, inputs: Inputs) -> Call:
    """The call in `body`, to one of the events that `inputs` describes. Raises `Unreadable`."""
    given = _object(body)
    event, data, pressed = (given.get(name) for name in ("fn_index", "data", "event_data"))
    fits = (
        given.keys() <= FIELDS
        and type(event) is int
        and _fit(data, inputs.get(event))
        and (pressed is None or isinstance(pressed, dict))
        and type(given.get("trigger_id")) in {int, type(None)}
        and _is_visit(given.get("session_hash"))
    )
    if not fits:
        raise Unreadable
    return Call(tuple(data or ()), pressed)


def _is_visit(name: object) -> bool:
    return name is None or (isinstance(name, str) and bool(VISIT.fullmatch(name)))


def _object(body: bytes) -> dict[str, Any]:
    """The JSON object in `body`, whose every text can be written again as UTF-8."""
    try:
        given = json.loads(body, parse_constant=_refused)
        json.dumps(given, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as exc:
        raise Unreadable from exc
    if not isinstance(given, dict):
        raise Unreadable
    return given


def _refused(constant: str) -> None:
    raise ValueError(constant)


def _fit(data: Any, types: Sequence[Iterable[type]] | None) -> bool:
    """Whether `data` are as many values as there are `types`, each null or of one that is taken."""
    if types is None or not isinstance(data, list) or len(data) != len(types):
        return False
    return all(v is None or type(v) in taken for v, taken in zip(data, types, strict=True))
