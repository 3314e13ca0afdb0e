"""A logo is a small image without anything that runs, or it is refused by its path."""

import io
from pathlib import Path

import pytest
from PIL import Image

from ui.site.errors import LogoMissing, LogoTooLarge, LogoUnfit, SiteError
from ui.site.logo import LARGEST, read_logo

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
DRAWN = '<!-- fait à la main --><path d="M0 0h9v9z"/><use xlink:href="#a"/>'


def picture(kind: str, size: tuple[int, int] = (40, 20)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return out.getvalue()


def refused(tmp_path: Path, content: bytes, name: str = "logo.svg") -> type[SiteError]:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SiteError) as told:
        read_logo(path, "site.toml")
    assert told.value.values["path"] == str(path)
    return type(told.value)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (picture("PNG"), "logo.png"),
        (picture("WEBP"), "logo.webp"),
        (SVG.format(DRAWN).encode(), "logo.svg"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><!DOCTYPE svg>" + SVG.format("").encode(), "logo.svg"),
    ],
)
def test_an_image_is_served_as_what_it_is_whatever_its_name(
    content: bytes, name: str, tmp_path: Path
) -> None:
    (tmp_path / "image.bin").write_bytes(content)
    logo = read_logo(tmp_path / "image.bin", "site.toml")
    assert (logo.name, logo.content) == (name, content)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<SCRIPT/>",
        '<g onload="alert(1)"/>',
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        '<image xlink:href="https://exemple.fr/suivi.png"/>',
        "<foreignObject><p>x</p></foreignObject>",
        "<path",
    ],
)
def test_a_drawing_that_runs_or_leads_away_is_refused(inside: str, tmp_path: Path) -> None:
    assert refused(tmp_path, SVG.format(inside).encode()) is LogoUnfit


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>x</body></html>",
        picture("PNG")[:60],
        picture("GIF"),
        picture("PNG", (5000, 2)),
        SVG.format("").encode("utf-16"),
        b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format("&a;").encode(),
    ],
)
def test_what_is_no_image_of_a_known_kind_is_refused(content: bytes, tmp_path: Path) -> None:
    assert refused(tmp_path, content) is LogoUnfit


def test_a_logo_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    assert refused(tmp_path, b" " * (LARGEST + 1)) is LogoTooLarge


@pytest.mark.parametrize("name", ["absent.svg", "."])
def test_a_logo_that_is_not_there_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(LogoMissing) as told:
        read_logo(tmp_path / name, "site.toml")
    assert told.value.values == {"file": "site.toml", "path": str(tmp_path / name)}
