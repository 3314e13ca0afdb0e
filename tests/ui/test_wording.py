"""Every code has its sentence, every sentence its values, and French its spaces."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from ingest.errors import SelonError
from ingest.report import Missing
from retrieval.answer import Notice, Outcome
from retrieval.gold import Kind
from retrieval.judge import Fault
from retrieval.variants import Variant
from ui.ingestion import STAGES
from ui.wording import (
    WordingMissing,
    count,
    placeholders,
    say,
    say_error,
    say_notice,
    sentences,
    size,
    typeset,
)

ROOT = Path(__file__).parents[2]
ROOMS = ("ingest", "index", "retrieval", "ui")
# Errors that no single class raises: what the command line catches of the system itself.
SYSTEM = {"unexpected", "interrupted", "no_space", "not_allowed"}


@cache
def trees() -> list[tuple[Path, ast.Module]]:
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


@cache
def all_calls() -> dict[str | None, list[ast.Call]]:
    """Every call of a plain name in the rooms, by that name."""
    found: dict[str | None, list[ast.Call]] = defaultdict(list)
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found[getattr(node.func, "id", None)].append(node)
    return found


def leaves(kind: type[SelonError] = SelonError) -> Iterator[type[SelonError]]:
    below = kind.__subclasses__()
    if not below and kind.__module__.partition(".")[0] in ROOMS:
        yield kind
    for each in below:
        yield from leaves(each)


def errors() -> dict[str, type[SelonError]]:
    for path, tree in trees():
        if any(isinstance(node, ast.ClassDef) and "code" in _assigned(node) for node in tree.body):
            import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return {each.__name__: each for each in leaves()}


def _assigned(node: ast.ClassDef) -> set[str]:
    targets = [t for n in node.body if isinstance(n, ast.Assign) for t in n.targets]
    return {target.id for target in targets if isinstance(target, ast.Name)}


ERRORS = errors()


def calls(name: str) -> list[ast.Call]:
    return all_calls().get(name, [])


@pytest.mark.parametrize("name", sorted(ERRORS))
def test_every_error_has_a_sentence_that_needs_no_more_than_the_error_carries(name: str) -> None:
    needed = placeholders(f"errors.{ERRORS[name].code}")
    for call in calls(name):
        assert needed <= {keyword.arg for keyword in call.keywords}, ast.unparse(call)


def test_no_two_errors_share_a_code() -> None:
    codes = [each.code for each in ERRORS.values()]
    assert sorted(codes) == sorted(set(codes))


def test_no_sentence_is_left_of_an_error_that_is_gone() -> None:
    worded = {key.split(".")[1] for key in sentences() if key.startswith("errors.")}
    assert worded - {each.code for each in ERRORS.values()} == SYSTEM


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_a_label_and_a_sentence(outcome: Outcome) -> None:
    label = say(f"outcomes.{outcome.value}.label")
    sentence = say(f"outcomes.{outcome.value}.sentence")
    assert label[-1].isalpha()
    assert sentence[-1] == "."


@pytest.mark.parametrize("fault", list(Fault))
def test_every_reason_to_count_a_question_as_missed_is_one_sentence(fault: Fault) -> None:
    sentence = say(f"evaluation.faults.{fault.value}")
    assert sentence[0].isupper()
    assert sentence[-1] == "."


def test_every_kind_of_gold_question_has_a_french_name_of_its_own() -> None:
    names = {say(f"evaluation.kinds.{kind.value}") for kind in Kind}
    assert len(names) == len(Kind)


def test_every_variant_of_a_question_has_a_french_name_of_its_own() -> None:
    names = {say(f"evaluation.variants.{variant.value}") for variant in Variant}
    assert len(names) == len(Variant)


def _data(name: str) -> dict[str, object]:
    loaded = yaml.safe_load((ROOT / "retrieval" / "data" / name).read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def test_every_body_that_a_question_can_be_for_is_named() -> None:
    for body in _data("competences.yaml")["bodies"]:  # type: ignore[attr-defined]
        sentence = say_notice(Notice.BODY.value, body["code"])
        assert sentence is not None
        assert body["code"] not in sentence.split()[-1:]


def test_every_kind_of_no_question_has_its_sentence() -> None:
    rules = _data("no_question.yaml")
    for kind in [*rules["always"], *rules["unless_strong"]]:  # type: ignore[misc]
        assert say_notice(Notice.NO_QUESTION.value, kind) != kind


def test_every_number_to_call_is_explained() -> None:
    for line in _data("help.yaml")["lines"]:  # type: ignore[attr-defined]
        assert say(f"help.{line['code']}")
        for number in line["numbers"]:
            assert say(f"numbers.{number}")


def test_every_reason_to_set_a_quote_aside_is_worded() -> None:
    given = {
        call.args[1].value
        for call in calls("set_aside")
        if len(call.args) > 1 and isinstance(call.args[1], ast.Constant)
    }
    assert given
    assert {f"reasons.{reason}" for reason in given} <= set(sentences())


def test_every_kind_of_personal_data_has_a_french_name() -> None:
    kinds = {
        call.args[0].value
        for call in calls("_rule")
        if call.args and isinstance(call.args[0], ast.Constant)
    }
    assert {f"notice_values.personal_data_masked.{kind}" for kind in kinds} <= set(sentences())


def test_every_sentence_that_the_code_asks_for_is_there_with_its_values() -> None:
    for call in calls("say"):
        key = call.args[0]
        if not isinstance(key, ast.Constant):
            continue
        needed = placeholders(str(key.value))
        given = {keyword.arg for keyword in call.keywords}
        if None not in given:  # **values can't be told apart here
            assert needed <= given, key.value


@pytest.mark.parametrize("missing", Missing)
def test_every_reason_for_missing_text_is_a_sentence(missing: Missing) -> None:
    assert say(f"missing.{missing}").endswith(".")


def test_a_missing_sentence_or_value_is_an_error_of_ours() -> None:
    with pytest.raises(WordingMissing, match=r"no\.such\.key"):
        say("no.such.key")
    with pytest.raises(WordingMissing, match="port_in_use"):
        say("errors.port_in_use", host="localhost")


def test_a_notice_names_each_of_its_values_in_french() -> None:
    said = say_notice("personal_data_masked", "nir,phone")
    assert said is not None
    assert "(numéro de sécurité sociale, téléphone)" in said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("Vimy", "Le rapport ne cite pas la commune de Vimy."),
        ("Arras", "Le rapport ne cite pas la commune d'Arras."),
        ("Le Portel", "Le rapport ne cite pas la commune du Portel."),
        ("Vimy,Arras", "Le rapport ne cite pas les communes de Vimy, d'Arras."),
    ],
)
def test_communes_that_a_report_never_cites_are_named_in_french(value: str, said: str) -> None:
    assert say_notice("place_not_cited", value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("whole", "(ce que le rapport dit sans nommer de lieu)"),
        ("communauté de communes A, B", "(communauté de communes A, B)"),
    ],
)
def test_what_stands_in_for_a_commune_is_named(value: str, said: str) -> None:
    sentence = say_notice("near_place", value)
    assert sentence == f"Voici ce qui s'en approche {said}\u00a0:"


def test_a_notice_without_a_sentence_is_not_told() -> None:
    assert say_notice("completed", "Et à Calais, alors ?") is None


def test_an_errors_sentence_holds_its_values() -> None:
    class Full(SelonError):
        code = "disk_full"

    said = say_error(Full(path="/srv/selon", needed=61_234_567))
    assert "« /srv/selon »" in said.replace("\u00a0", " ")
    assert "61,2\u00a0Mo" in said


def test_braces_in_a_value_are_shown_as_they_are() -> None:
    assert "{x}" in say("errors.source_missing", path="{x}.pdf")


@pytest.mark.parametrize(
    ("plain", "french"),
    [
        ("« a »", "«\u00a0a\u00a0»"),
        ("Oui ? Non !", "Oui\u202f? Non\u202f!"),
        ("un : deux ; trois", "un\u00a0: deux\u202f; trois"),
        ("p. 12", "p.\u00a012"),
        ("https://a.fr/x", "https://a.fr/x"),
        ("selon ask --json", "selon ask --json"),
    ],
)
def test_spaces_before_high_marks_never_break(plain: str, french: str) -> None:
    assert typeset(plain) == french


def test_no_sentence_breaks_before_a_high_mark() -> None:
    for key, sentence in sentences().items():
        for mark in (" :", " ;", " !", " ?", " »", "« "):
            assert mark not in sentence, key


def test_figures_are_written_as_in_french() -> None:
    assert count(12_000) == "12\u202f000"
    assert size(3_240_000) == "3,2\u00a0Mo"
    assert size(12_345) == "12\u00a0ko"
    assert size(77_737_600_000) == "77,7\u00a0Go"


def test_a_plural_begins_at_two() -> None:
    assert say("doctor.something_wrong", count=1).startswith("1 point à")
    assert say("doctor.something_wrong", count=2).startswith("2 points à")


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_of_an_ingestion_has_its_words(stage: str):
    assert say(f"terminal.stages.{stage}")
    if stage != "download":  # at the desk a file is sent
        steps = f"staff.work.steps.{stage}"
        assert say(f"{steps}.name")
        assert say(f"{steps}.alone")
        assert say(f"{steps}.at", done=1, total=2)
