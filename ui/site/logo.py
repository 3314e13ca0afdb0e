"""The operator's logo, looked at before it is served: a small image, without anything that runs."""

import io
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

from ui.dressing import Garment
from ui.site.errors import LogoMissing, LogoTooLarge, LogoUnfit

LARGEST = 200_000
_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = {"script", "foreignobject", "iframe", "object", "embed", "handler", "listener"}
_KINDS = {"PNG": "logo.png", "WEBP": "logo.webp"}
_WIDEST = 4096


def read_logo(path: Path, file: str) -> Garment:
    """The logo that stands at `path`, which the operator's file `file` names.

    Raises `LogoMissing`, `LogoTooLarge` and `LogoUnfit`.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise LogoTooLarge(path=str(path), size=size, limit=LARGEST)
        content = path.read_bytes()
    except OSError as exc:
        raise LogoMissing(file=file, path=str(path)) from exc
    name = _raster(content) or _drawing(content)
    if not name:
        raise LogoUnfit(path=str(path))
    return Garment(name, content)


def _raster(content: bytes) -> str:
    """The name to serve a PNG or WebP image under; empty for anything else."""
    try:
        with Image.open(io.BytesIO(content), formats=tuple(_KINDS)) as image:
            kind, widest = image.format, max(image.size)
            image.verify()
    except Exception:  # Pillow raises whatever its decoders do
        return ""
    return _KINDS[kind] if kind and widest <= _WIDEST else ""


def _drawing(content: bytes) -> str:
    """The name to serve an SVG image under; empty where it isn't one, or holds what could run."""
    try:
        text = content.decode("utf-8-sig")
        if "<!ENTITY" in text.upper():  # what grows without end when it is read
            return ""
        root = ElementTree.fromstring(text.encode())  # noqa: S314 - no entity is left in it
    except (UnicodeDecodeError, ElementTree.ParseError, ValueError):
        return ""
    return "logo.svg" if root.tag == f"{_SVG}svg" and not any(map(_runs, root.iter())) else ""


def _runs(element: ElementTree.Element) -> bool:
    """Whether `element` is a script, handles an event, or leads out of the drawing."""
    if element.tag.rpartition("}")[2].lower() in _ACTIVE:
        return True
    names = {name.rpartition("}")[2].lower(): value for name, value in element.attrib.items()}
    leads = names.get("href", "#").strip().lower()
    return any(name.startswith("on") for name in names) or not leads.startswith(("#", "data:image"))
