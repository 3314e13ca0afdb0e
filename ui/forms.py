"""What the forms of our pages send, read with the standard library: no field is trusted."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request

from retrieval.screening import screen
from ui.residents import QUESTION_LIMIT

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 20
# `retrieval.followup` looks no further back.
EARLIER_KEPT = 3
NOT_A_FORM = "not_a_form"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks: a question, the earlier ones that it may lean on, how and of what.

    `earlier` are masked, oldest first; `cut` says that the question was longer than is read;
    `edition` is empty for the live one; `token` names the answer that an `opinion` is about.
    """

    question: str
    earlier: tuple[str, ...] = ()
    as_typed: bool = False
    edition: str = ""
    cut: bool = False
    token: str = ""
    opinion: str = ""


async def posted(request: Request) -> Asked:
    """The form in the body of `request`. Raises HTTPException 415 and 400 with a code."""
    if request.headers.get("content-type", FORM).partition(";")[0].strip().lower() != FORM:
        raise HTTPException(415, NOT_A_FORM)
    return read(await request.body())


def read(encoded: bytes) -> Asked:
    """The form in a body or a query string. Raises HTTPException 400 where there is none."""
    try:
        pairs = parse_qsl(encoded.decode("latin-1"), encoding="latin-1", max_num_fields=MOST_FIELDS)
    except ValueError as exc:
        raise HTTPException(400, NOT_A_FORM) from exc
    fields = [(name, decoded(value).strip()) for name, value in pairs]
    last = dict(fields)
    question = last.get("q", "")
    earlier = [screen(value[:QUESTION_LIMIT]).text for name, value in fields if name == "avant"]
    return Asked(
        question=question[:QUESTION_LIMIT],
        earlier=tuple(filter(None, earlier))[-EARLIER_KEPT:],
        as_typed="mot_pour_mot" in last,
        edition=last.get("edition", ""),
        cut=len(question) > QUESTION_LIMIT,
        token=last.get("jeton", ""),
        opinion=last.get("avis", ""),
    )


def decoded(value: str) -> str:
    """`value`, whose characters are bytes: UTF-8, or what old phones send instead.

    >>> decoded("Ã©tÃ©"), decoded("été")
    ('été', 'été')
    """
    content = value.encode("latin-1")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
