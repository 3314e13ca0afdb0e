"""One section of the operator's file, whose values are taken out one by one and checked."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NoReturn, TypeVar

from ui.site.contact import Lines, contact_lines, href_of
from ui.site.errors import SiteKeyUnknown, SiteValueUnfit
from ui.wording import say

Value = TypeVar("Value")
WHOLE = 100


class Section:
    """The values of section `name` of `file`; a wrong one is refused by its name."""

    def __init__(self, file: str, name: str, values: object) -> None:
        self.file = file
        self.name = name
        if not isinstance(values, Mapping):
            raise SiteValueUnfit(file=file, key=name, expected=say("site.expected.section"))
        self._left: dict[str, Any] = dict(values)
        self._known: list[str] = []

    def text(self, key: str) -> str:
        """The text at `key`, on one line; empty where there is none. Raises `SiteValueUnfit`."""
        value = self._take(key, "")
        if not isinstance(value, str) or not self._fit(value):
            self._refuse(key, "text")
        return value.strip()

    def lines(self, key: str) -> Lines:
        """The lines at `key`: a text, or a list of them. Raises `SiteValueUnfit`."""
        value = self._take(key, [])
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list) or not all(
            isinstance(text, str) and self._fit(text) for text in texts
        ):
            self._refuse(key, "lines")
        return contact_lines(texts)

    def link(self, key: str) -> str:
        """The address of a page at `key`; empty where there is none. Raises `SiteValueUnfit`."""
        value = self.text(key)
        if value and not href_of(value).startswith(("https:", "http:")):
            self._refuse(key, "link")
        return value

    def share(self, key: str) -> int | None:
        """The percentage at `key`, a whole number. Raises `SiteValueUnfit`."""
        value = self._take(key, None)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= WHOLE:
            self._refuse(key, "share")
        return value

    def day(self, key: str) -> date | None:
        """The day at `key`. Raises `SiteValueUnfit`."""
        value = self._take(key, None)
        if value is not None and type(value) is not date:
            self._refuse(key, "day")
        return value

    def choice(self, key: str, choices: Mapping[str, Value]) -> Value | None:
        """Which of `choices` stands at `key`. Raises `SiteValueUnfit`."""
        value = self.text(key)
        if value and value not in choices:
            self._refuse(key, "choice", choices=", ".join(choices))
        return choices[value] if value else None

    def end(self) -> None:
        """Raises `SiteKeyUnknown` where something was not asked for."""
        for key in self._left:
            known = ", ".join(self._known)
            raise SiteKeyUnknown(file=self.file, key=f"{self.name}.{key}", known=known)

    def _take(self, key: str, default: Any) -> Any:
        self._known.append(key)
        return self._left.pop(key, default)

    def _refuse(self, key: str, expected: str, **values: object) -> NoReturn:
        told = say(f"site.expected.{expected}", **values)
        raise SiteValueUnfit(file=self.file, key=f"{self.name}.{key}", expected=told)

    @staticmethod
    def _fit(text: str) -> bool:
        """Whether `text` is one line, without control characters."""
        return text.isprintable() or all(c.isprintable() or c in "\u00a0\u202f\u2009" for c in text)
