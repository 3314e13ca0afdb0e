"""What strangers try with texts that would be scripts: each is shown as text."""

import re

from starlette.testclient import TestClient

EDITION = "0123456789abcdef"
EVIL = "<img src=x onerror=alert(1)></p><script>alert(2)</script>\"'`{{7919*7907}}"
RAW = re.compile(r"<img src=x|<script>alert|onerror=alert\(1\)>|62615533")
ESCAPED = "&lt;script&gt;alert(2)&lt;/script&gt;"


def harmless(text: str) -> bool:
    """Whether the markup stands in `text`, and only as text."""
    return not RAW.search(text) and ESCAPED in text


def asked(client: TestClient, question: str) -> str:
    """The conversation after `question`."""
    body = {"data": [question, None], "fn_index": 1, "session_hash": "visit"}
    response = client.post("/gradio_api/run/predict", json=body)
    assert response.status_code == 200
    return str(response.json()["data"][2])


def test_markup_in_the_conversation_is_text(client: TestClient) -> None:
    assert harmless(asked(client, EVIL))


def test_markup_around_the_conversation_is_text(client: TestClient) -> None:
    page = client.get("/").text
    own = re.sub(r"(?s)<script[^>]*>.*?</script>", "", page)
    assert harmless(own)
    assert "alert(2)" not in "".join(
        re.findall(r"(?s)<script(?![^>]*src=)[^>]*>(.*?)</script>", page)
    )
    assert "alert" not in client.get("/").headers["content-security-policy"]


def test_markup_on_the_plain_pages_is_text(client: TestClient) -> None:
    assert harmless(client.get("/recherche").text)
    assert harmless(client.get("/recherche", params={"q": EVIL, "avant": EVIL}).text)
    assert harmless(client.post("/recherche", data={"q": EVIL, "avant": EVIL}).text)


def test_markup_in_a_kept_answer_and_on_its_sheet_is_text(client: TestClient) -> None:
    link = client.post("/r", data={"q": EVIL, "edition": EDITION}, follow_redirects=False)
    assert link.status_code == 303
    address = "/" + link.headers["location"]
    assert harmless(client.get(address).text)
    assert harmless(client.get(address + "/fiche").text)


def test_a_code_or_an_address_that_is_markup_is_shown_nowhere(client: TestClient) -> None:
    for path in (f"/r/{EVIL[:20]}", f"/page/{EVIL[:20]}/1.webp", f"/{EVIL[:20]}"):
        response = client.get(path)
        assert response.status_code == 404
        assert "<img" not in response.text


def test_a_host_that_is_markup_is_not_written_into_a_page(client: TestClient) -> None:
    link = client.post("/r", data={"q": "Quels bus ?"}, follow_redirects=False)
    for host in ("x</script><script>alert(2)</script>", 'x" onerror=alert(1)>', "x:y", "[::1"):
        for path in ("/", "/recherche", "/" + link.headers["location"]):
            response = client.get(path, headers={"host": host})
            assert response.status_code < 500, (host, path)
            assert "<script>alert" not in response.text
            assert "onerror=alert(1)>" not in response.text


def test_the_desk_shows_no_markup_before_the_door(client: TestClient) -> None:
    for path in ("/agents", "/agents/connexion"):
        assert not RAW.search(client.get(path).text)


def test_the_name_of_a_pdf_is_a_plain_one(client: TestClient) -> None:
    headers = client.get(f"/pdf/{EDITION}").headers
    assert re.fullmatch(r'inline; filename="[a-z0-9-]+\.pdf"', headers["content-disposition"])
    assert headers["x-content-type-options"] == "nosniff"
