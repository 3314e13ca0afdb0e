"""What strangers try with paths: none climbs out of what is served."""

import pytest
from starlette.testclient import TestClient

EDITION = "0123456789abcdef"
CLIMBING = [
    "%2e%2e", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%2f..%2fetc%2fpasswd", "..%5c..%5cetc",
    "%252e%252e%252f", "%00", "a%00.webp", "/etc/passwd", "%2fetc%2fpasswd", "~root", "a" * 5000,
    "%c0%ae%c0%ae", "é" * 200, "C:%5cWindows", "file:%2f%2f%2fetc%2fpasswd", ".", "%20",
]  # fmt: skip


@pytest.mark.parametrize("climbing", CLIMBING, ids=lambda text: text[:30])
@pytest.mark.parametrize(
    "around",
    [
        "/page/{}/1.webp",
        f"/page/{EDITION}/{{}}.webp",
        f"/page/{EDITION}/{{}}",
        "/pdf/{}",
        "/r/{}",
        "/r/{}/fiche",
        "/dress/{}/style.css",
        "/dress/000000000000/{}",
        "/static/{}",
        "/assets/{}",
        "/gradio_api/heartbeat/{}",
        "/gradio_api/file={}",
    ],
)
def test_no_path_leads_out_of_what_is_served(around: str, climbing: str, plain: TestClient) -> None:
    response = plain.get(around.format(climbing))
    assert response.status_code in {403, 404, 503}
    assert "root:" not in response.text
    assert "Traceback" not in response.text
