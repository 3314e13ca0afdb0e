"""`selon serve` as an operator runs it: it starts, answers, logs no question, and stops."""

import json
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ui.server import listening

pytestmark = pytest.mark.model


@dataclass
class Running:
    """A server in a process of its own, with the file that all it writes goes to."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path) as response:
            return str(response.read().decode())

    def post(self, path: str, body: dict[str, Any]) -> Any:
        request = urllib.request.Request(
            self.address + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request) as response:
            return json.load(response)


@pytest.fixture
def running(selon: Any, tmp_path: Path) -> Iterator[Running]:
    assert selon("reports", "--json").code == 0
    with listening("127.0.0.1", 0) as door:
        port = door.getsockname()[1]
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [selon.program, "serve", "--port", str(port)],
            env=selon.env(None),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        yield Running(process, f"http://127.0.0.1:{port}/", log)
        process.kill()
        process.wait()


def ready(running: Running) -> dict[str, Any]:
    """What `/sante` says once it is there at all."""
    while running.process.poll() is None:
        try:
            return dict(json.loads(running.get("sante")))
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(running.log.read_text())


def test_it_answers_logs_no_question_and_stops_with_an_open_stream(running: Running) -> None:
    assert ready(running)["report"] == "bilan"
    config = re.search(r"window.gradio_config = (\{.*?\});</script>", running.get(""))
    assert config
    events = json.loads(config[1])["dependencies"]
    (asking,) = [event["id"] for event in events if len(event["targets"]) == 2]
    question = {"data": ["MARQUE-7391 combien de repas ?", None], "fn_index": asking}
    answer = running.post("gradio_api/run/predict", question | {"session_hash": "s1"})
    assert "MARQUE-7391 combien de repas" in answer["data"][2]
    assert "MARQUE-7391 combien de repas" in running.get("recherche?q=MARQUE-7391+combien+de+repas")
    edition = json.loads(running.get("sante?q=MARQUE-7391"))["edition"]
    with urllib.request.urlopen(f"{running.address}page/{edition}/2.webp") as picture:
        assert picture.read(4) == b"RIFF"

    with urllib.request.urlopen(running.address + "gradio_api/heartbeat/s1") as stream:
        assert b"ALIVE" in stream.readline()
        asked = time.monotonic()
        running.process.send_signal(signal.SIGTERM)
        running.process.wait()
    assert time.monotonic() - asked < 10
    assert running.process.returncode == 0
    log = running.log.read_text()
    assert "MARQUE" not in log
    assert "Traceback" not in log
    assert "Warning" not in log


def test_a_port_in_use_is_one_sentence(selon: Any) -> None:
    with listening("127.0.0.1", 0) as taken:
        done = selon("serve", "--port", taken.getsockname()[1])
    assert done.code == 1
    assert str(taken) not in done.complaint
    assert done.complaint.count("\n") <= 3
