"""Sentences that the operator words anew: taken whole, or refused by their key."""

import threading
from collections.abc import Iterator

import pytest

from ui.site.errors import SiteValueUnfit, TextPlaceholders, TextUnknown
from ui.site.texts import ON_PAGES, own_texts
from ui.wording import reword, say, sentences, shipped


@pytest.fixture(autouse=True)
def _ours_again() -> Iterator[None]:
    yield
    reword({})


def test_a_sentence_is_said_as_the_operator_words_it_in_french_typography() -> None:
    reword(own_texts({"web.operator": "Qui ? {operator} !"}, "site.toml"))
    assert say("web.operator", operator="Mairie") == "Qui\u202f? Mairie\u202f!"
    assert say("web.send") == shipped()["web.send"]
    reword({})
    assert say("web.operator", operator="Mairie") == "Service proposé par Mairie."


def test_keys_are_written_with_quotes_or_without() -> None:
    assert own_texts({"web": {"plain": {"home": "Accueil"}}}, "site.toml") == {
        "web.plain.home": "Accueil"
    }


def test_a_plural_may_have_other_words() -> None:
    text = "{count} {count:ligne|lignes}"
    assert own_texts({"agents.hits.count": text}, "site.toml") == {"agents.hits.count": text}


@pytest.mark.parametrize("key", ["web.nothing", "web", "errors.port_in_use", "cli.selon.help"])
def test_a_key_that_no_page_says_is_refused_by_name(key: str) -> None:
    with pytest.raises(TextUnknown) as told:
        own_texts({key: "x"}, "site.toml")
    assert told.value.values["key"] == key


@pytest.mark.parametrize(
    "text",
    [
        "Un service",
        "{operator} et {contact}",
        "{operator.__class__}",
        "{operator!r}",
        "{operator:>40}",
        "{operator:{operator}}",
        "{0}",
        "{operator",
        "{operator} }",
    ],
)
def test_a_sentence_without_exactly_its_values_is_refused(text: str) -> None:
    with pytest.raises(TextPlaceholders) as told:
        own_texts({"web.operator": text}, "site.toml")
    assert told.value.values["wanted"] == "{operator}"


@pytest.mark.parametrize("text", [3, "", "  ", ["x"]])
def test_a_sentence_is_a_text(text: object) -> None:
    with pytest.raises(SiteValueUnfit):
        own_texts({"web.send": text}, "site.toml")


def test_every_sentence_of_the_pages_can_be_worded_as_it_is() -> None:
    ours = {key: text for key, text in shipped().items() if key.startswith(ON_PAGES) and text}
    assert own_texts(ours, "site.toml") == ours


def test_another_thread_reads_all_of_the_new_sentences_or_none() -> None:
    both = {"web.send": "A", "web.again": "A"}
    seen: set[tuple[str, str]] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            now = sentences()
            seen.add((now["web.send"], now["web.again"]))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(20):
        reword(both)
        reword({})
    done.set()
    reader.join()
    assert seen <= {("A", "A"), (shipped()["web.send"], shipped()["web.again"])}
