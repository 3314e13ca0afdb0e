"""What a reviewer typed and chose in the form under an answer."""

from collections.abc import Mapping
from dataclasses import dataclass

_MOST_KEYS = 10
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Typed:
    """What a reviewer typed and chose, to be shown again where it can't be kept."""

    mark: str = ""
    passage: str = ""
    keys: str = ""
    words: str = ""
    told: bool = False

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "Typed":
        """What `form` says, no longer than is read."""
        names = ("marque", "passage", "cles", "terme")
        mark, passage, keys, words = (form.get(name, "").strip()[:_LONGEST] for name in names)
        return cls(mark, passage, keys, words, bool(form.get("verifie")))

    @property
    def kept_keys(self) -> tuple[str, ...]:
        """What a right answer must show, one by one; a semicolon stands between two."""
        keys = (each.strip() for each in self.keys.split(";"))
        return tuple(dict.fromkeys(filter(None, keys)))[:_MOST_KEYS]
