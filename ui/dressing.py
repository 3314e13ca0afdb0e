"""The files that dress our pages, served under their hash so that a browser may keep them."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

MEDIA = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class Garment:
    """One file: its name, bytes, media type, and the address that holds its hash."""

    name: str
    content: bytes

    @property
    def media(self) -> str:
        """The media type that the file's ending tells."""
        return MEDIA[self.name.rsplit(".", 1)[1]]

    @property
    def digest(self) -> str:
        """The first 12 hexadecimal digits of the content's sha256."""
        return hashlib.sha256(self.content).hexdigest()[:12]

    @property
    def address(self) -> str:
        """Where the file is served, relative to the page."""
        return f"dress/{self.digest}/{self.name}"


@cache
def wardrobe() -> Mapping[str, Garment]:
    """All our files by name; the stylesheet names each font by its hashed address."""
    found = {path.name: Garment(path.name, path.read_bytes()) for path in _paths()}
    fonts = {name: one for name, one in found.items() if name.endswith("woff2")}
    css = found["style.css"].content.decode()
    for name, font in fonts.items():
        css = css.replace(f"fonts/{name}", f"../{font.digest}/{name}")
    return {**found, "style.css": Garment("style.css", css.encode())}


def _paths() -> Iterator[Traversable]:
    data = files("ui") / "data"
    yield from (data / "style.css", data / "plain.css", data / "page.js", data / "icon.svg")
    yield from (data / "agents.css", data / "agents.js", data / "agents-filters.js")
    yield from (data / "staff.css", data / "work.js")
    yield data / "display.js"
    yield from (path for path in (data / "fonts").iterdir() if path.name.endswith("woff2"))
