"""A form is read whatever sent it; nothing in it is trusted."""

from urllib.parse import quote, urlencode

import pytest
from fastapi import HTTPException

from ui.forms import Asked, read


def test_an_empty_form_asks_nothing() -> None:
    assert read(b"") == Asked("")


def test_every_field_is_read() -> None:
    sent = [
        ("q", " et à Lens ? "),
        ("avant", "Quels bus ?"),
        ("edition", "0a"),
        ("mot_pour_mot", "1"),
    ]
    assert read(urlencode(sent).encode()) == Asked("et à Lens ?", ("Quels bus ?",), True, "0a")


@pytest.mark.parametrize(
    "sent",
    [
        "q=" + quote("été à Béthune", encoding="utf-8"),
        "q=" + quote("été à Béthune", encoding="cp1252"),
        "q=été+à+Béthune",
    ],
)
def test_accents_arrive_in_the_encoding_of_any_phone(sent: str) -> None:
    assert read(sent.encode("utf-8")).question == "été à Béthune"


@pytest.mark.parametrize(
    "sent", [b"q=%ff%fe%00", b"q=%", b"q=%zz", b"\xff\xfe", b"&&&=&q", b"q=\x81"]
)
def test_bytes_that_are_no_text_harm_nothing(sent: bytes) -> None:
    read(sent).question.encode("utf-8")


def test_a_long_question_is_cut_and_that_is_told() -> None:
    exact, longer = read(b"q=" + b"a" * 300), read(b"q=" + b"a" * 301)
    assert (len(exact.question), exact.cut) == (300, False)
    assert (len(longer.question), longer.cut) == (300, True)


def test_the_last_three_earlier_questions_are_kept_in_order() -> None:
    sent = urlencode(
        [("q", "et ?"), *(("avant", f"Question {n} ?") for n in range(5)), ("avant", "")]
    )
    assert read(sent.encode()).earlier == ("Question 2 ?", "Question 3 ?", "Question 4 ?")


def test_personal_data_in_an_earlier_question_is_masked_anew() -> None:
    (earlier,) = read(
        urlencode({"avant": "Mon mail est a.b@exemple.fr, et les bus ?"}).encode()
    ).earlier
    assert earlier == "Mon mail est […], et les bus ?"


def test_an_earlier_question_without_end_is_cut() -> None:
    assert len(read(b"avant=" + b"a" * 9000).earlier[0]) == 300


def test_a_form_of_a_hundred_fields_is_refused() -> None:
    with pytest.raises(HTTPException) as raised:
        read(b"&".join([b"q=a"] * 100))
    assert (raised.value.status_code, raised.value.detail) == (400, "not_a_form")
