"""What the page sends to Gradio is read first, and nothing else gets there."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from ui.calls import Call, Inputs, Unreadable, inputs_of, read_call
from ui.residents import lay_out

TEXT, STATE = (str,), ()
INPUTS = {0: [], 1: [TEXT, STATE], 2: [STATE]}
ASKED = {"data": ["Quels bus ?", None], "fn_index": 1, "trigger_id": 5, "session_hash": "ab1"}
PRESSED = {"question": "Quels bus ?", "as_typed": False}


def read(**changed: Any) -> Call:
    return read_call(json.dumps(ASKED | changed).encode(), INPUTS)


def test_a_question_is_read_as_the_page_sends_it() -> None:
    assert read() == Call(("Quels bus ?", None), None)
    assert read(fn_index=2, data=[None], event_data=PRESSED) == Call((None,), PRESSED)


def test_only_what_holds_words_of_a_visitor_asks() -> None:
    assert read().asks
    assert read(fn_index=2, data=[None], event_data=PRESSED).asks
    assert not read(data=["", None]).asks
    assert not read(fn_index=0, data=[]).asks
    assert not read(fn_index=2, data=[None], event_data=None).asks
    assert not read(fn_index=2, data=[None], event_data={"step": 3}).asks


@pytest.mark.parametrize(
    "changed",
    [
        {"fn_index": 9},
        {"fn_index": -1},
        {"fn_index": True},
        {"fn_index": "1"},
        {"fn_index": 1.0},
        {"fn_index": None},
        {"fn_index": 10**30},
        {"data": []},
        {"data": ["a", None, None]},
        {"data": {}},
        {"data": None},
        {"data": [3, None]},
        {"data": [["a"], None]},
        {"data": [{"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}, None]},
        {"data": ["a", "a state of one's own"]},
        {"data": ["\ud800", None]},
        {"event_data": "x"},
        {"event_data": [1]},
        {"trigger_id": "a"},
        {"trigger_id": True},
        {"session_hash": 3},
        {"session_hash": ""},
        {"session_hash": "a" * 65},
        {"session_hash": "../../a"},
        {"batched": True},
        {"simple_format": True},
        {"oauth_token": "x"},
        {"event_id": "x"},
    ],
    ids=str,
)
def test_whatever_the_page_never_sends_is_unreadable(changed: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        read(**changed)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"3",
        b'"x"',
        b"[]",
        b"null",
        b"{",
        b'{"data": [NaN, null], "fn_index": 1}',
        b'{"data": ' + b"[" * 20_000 + b"]" * 20_000 + b', "fn_index": 1}',
        b'{"fn_index": ' + b"9" * 5000 + b', "data": []}',
    ],
    ids=range(10),
)
def test_a_body_that_is_no_object_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_call(body, INPUTS)


def test_the_page_says_itself_what_its_events_take() -> None:
    answering: Any = object()

    async def within_a_loop() -> Inputs:
        return inputs_of(lay_out(answering))

    # Gradio leaves a loop behind where it finds none.
    with ThreadPoolExecutor(max_workers=1) as pool:
        inputs = pool.submit(lambda: asyncio.run(within_a_loop())).result()
    assert [TEXT, STATE] in inputs.values()
    assert all(set(taken) <= {TEXT, STATE} for taken in inputs.values())
