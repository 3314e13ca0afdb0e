"""The server takes its port first, is found under a sub-path, and stops when it is told to."""

import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from ui.cli import run
from ui.errors import HostUnusable, PortInUse
from ui.server import SECONDS_TO_STOP, configured, listening
from ui.service import Service


def test_a_port_in_use_is_told_with_its_number() -> None:
    with listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse) as told:
            listening("127.0.0.1", port)
    assert told.value.values == {"host": "127.0.0.1", "port": port}


def test_an_address_of_another_machine_is_told_as_unusable() -> None:
    with pytest.raises(HostUnusable) as told:
        listening("192.0.2.1", 0)
    assert told.value.values["host"] == "192.0.2.1"


def test_a_visitor_who_comes_before_the_server_is_up_waits() -> None:
    with listening("127.0.0.1", 0) as door, socket.create_connection(door.getsockname()) as early:
        assert early.getpeername() == door.getsockname()


def test_open_streams_are_cut_well_within_ten_seconds_of_a_stop() -> None:
    config = configured(lambda: None)  # type: ignore[arg-type]
    assert config.timeout_graceful_shutdown == SECONDS_TO_STOP
    assert SECONDS_TO_STOP < 8
    assert config.access_log is False


def test_what_proxies_say_is_left_to_us_to_read() -> None:
    assert configured(lambda: None).proxy_headers is False  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SELON_PROXIES", "nginx"),
        ("SELON_RATE", "vite"),
        ("SELON_EMBEDDED_IN", "www.exemple.fr"),
        ("SELON_SSO_HEADER", "X-Remote-User"),
    ],
)
def test_a_setting_that_cannot_be_is_told_before_anything_starts(
    name: str, value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["serve", "--port", "1"], {"SELON_HOME": str(tmp_path), name: value})
    told = capsys.readouterr().err
    assert code == 1
    assert name in told
    assert value in told or name == "SELON_SSO_HEADER"


@pytest.mark.parametrize("prefix", ["/selon", "/selon/selon"])
def test_under_a_sub_path_every_address_stays_under_it(
    prefix: str, make_service: Callable[..., Service], make_app: Callable[..., FastAPI]
) -> None:
    """uvicorn adds the prefix; it stands twice where the proxy didn't take it off."""

    with TestClient(make_app(make_service()), root_path="/selon") as client:
        page = client.get(f"{prefix}/").text
        assert client.get(f"{prefix}/sante").json()["ready"] is True
        assert client.get(f"{prefix}/gradio_api/theme.css").status_code == 200
        assert client.get(f"{prefix}/gradio_api/upload").status_code == 404
    assert re.findall(r'(?:href|src)="/(?!selon/)', page) == []
    assert '<base href="./" />' in page
    assert re.search(r'"root":"[^"]*/selon"', page)
