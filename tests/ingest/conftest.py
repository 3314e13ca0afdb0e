"""Fakes that stand in the doors of reading."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pikepdf
import pytest

from ingest.errors import AddressUnreachable, AddressUnresolved
from ingest.network import Reply

PUBLIC = "93.184.216.34"


@dataclass
class FakeNetwork:
    """A network whose servers answer what they were told, in order; the last answer repeats.

    An answer is a status, headers and the chunks of a body; the chunk None breaks the connection.
    """

    answers: dict[str, list[tuple[int, dict[str, str], list[bytes | None]]]]
    hosts: dict[str, Sequence[str]] = field(default_factory=dict)
    asked: list[tuple[str, tuple[str, ...], dict[str, str]]] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> Sequence[str]:
        if host == "inconnu.example":
            raise AddressUnresolved(host=host)
        return self.hosts.get(host, (PUBLIC,))

    @contextmanager
    def get(
        self, url: httpx.URL, *, at: Sequence[str], headers: Mapping[str, str]
    ) -> Iterator[Reply]:
        self.asked.append((str(url), tuple(at), dict(headers)))
        answers = self.answers[str(url)]
        status, said, chunks = answers.pop(0) if len(answers) > 1 else answers[0]
        yield Reply(status, said, self._body(url.host, chunks))

    @staticmethod
    def _body(host: str, chunks: list[bytes | None]) -> Iterator[bytes]:
        for chunk in chunks:
            if chunk is None:
                raise AddressUnreachable(host=host, reason="broken off")
            yield chunk


@pytest.fixture
def fake_network() -> type[FakeNetwork]:
    return FakeNetwork


@pytest.fixture
def text_pdf(tmp_path: Path) -> Callable[..., Path]:
    """A PDF of bare content streams in Helvetica, one a page, 200 points square."""

    def build(*streams: str, rotate: int = 0, name: str = "bare.pdf") -> Path:
        path = tmp_path / name
        with pikepdf.new() as pdf:
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name.Helvetica,
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )
            for stream in streams:
                page = pdf.add_blank_page(page_size=(200, 200))
                page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
                page.Contents = pdf.make_stream(stream.encode("cp1252"))
                if rotate:
                    page.Rotate = rotate
            pdf.save(path)
        return path

    return build
