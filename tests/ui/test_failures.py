"""The page of missed questions: what a person reads of each, and nothing that breaks it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from retrieval.answer import Answer, Citation, Outcome
from retrieval.evaluate import Evaluation
from retrieval.gold import GoldQuestion, Kind
from retrieval.judge import Judged, PdfPage
from ui.errors import FailuresUnwritable
from ui.failures import check_place, failures_page, write_failures

MakeAnswer = Callable[..., Answer]
MakeCitation = Callable[..., Citation]
HOSTILE = "# *gras* <b>x</b> | [lien](http://x) `\n\n- 1. puce\n"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def gold(question: str, *pages: int, kind: Kind = Kind.DIRECT, **more: object) -> GoldQuestion:
    fields = {"id": "q-1", "pdf": "bilan.pdf", "kind": kind, "question": question, "pages": pages}
    return GoldQuestion(**(fields | more))  # type: ignore[arg-type]


def judged(asked: GoldQuestion, answer: Answer | None, *ranked: int) -> Judged:
    citations = answer.citations if answer else ()
    return Judged(
        asked,
        groups=tuple(frozenset(PdfPage(asked.pdf, p) for p in group) for group in asked.groups),
        answer=answer,
        ranked=tuple(PdfPage(asked.pdf, page) for page in ranked),
        cited=tuple(PdfPage(asked.pdf, each.page.number) for each in citations),
    )


def page_of(*each: Judged) -> str:
    return plain(failures_page(Evaluation(each, missing_reports=()), "questions.jsonl"))


def test_a_missed_question_is_told_in_full(make_answer: MakeAnswer) -> None:
    asked = gold("Et en 2023 ?", 12, keys=("129", "aide"), answer="129 services.")
    answer = make_answer(question="Et en 2023 ?", searched="Combien de services en 2023 ?")
    assert page_of(judged(asked, answer, 3, 12)) == (
        """\
# Questions manquées

Mesure de « questions.jsonl » : 1 question manquée sur 1. Pour chacune : ce qui était attendu, ce \
que Selon a montré, et ce qui n'a pas marché.

## Ce qui n'a pas marché

- 1 question : Une bonne page est citée, mais la phrase montrée ne contient pas tout ce qu'il \
fallait montrer.

## 1. q-1 (question directe)

- **Question posée :** « Et en 2023 ? »
- **Question cherchée :** « Combien de services en 2023 ? »
- **Bonne page :** page 12 de bilan.pdf
- **Réponse attendue :** « 129 services. »
- **Ce qu'il fallait montrer :** « 129 » ; « aide »
- **Issue donnée :** Le rapport répond
- **Rang de la bonne page :** 2
- **Ce qui n'a pas marché :** Une bonne page est citée, mais la phrase montrée ne contient pas \
tout ce qu'il fallait montrer.

Cité comme réponse :

- p. 10 (page 12 du PDF) de « bilan », sous « Pacte des solidarités › Vieillir chez soi » : « Il a \
soutenu 128 services d’aide à domicile et ouvert 12 accueils de jour. »
"""
    )


def test_a_question_that_was_not_changed_is_written_once(make_answer: MakeAnswer) -> None:
    page = page_of(
        judged(gold("Combien ?", 1), make_answer(Outcome.MENTIONED, question="Combien ?"))
    )
    assert "Question cherchée" not in page


def test_what_came_nearest_is_told_apart_from_an_answer(
    make_answer: MakeAnswer, make_citation: MakeCitation
) -> None:
    near = make_answer(Outcome.MENTIONED, nearest=(make_citation(headings=()),))
    page = page_of(judged(gold("Combien ?", 1), near, 4, 5))
    assert "Montré comme passage proche :\n\n- p. 10 (page 12 du PDF) de « bilan » : « Il a" in page
    assert "**Rang de la bonne page :** absente des 2 pages trouvées" in page
    assert "Cité comme réponse" not in page


def test_each_part_of_a_question_has_its_pages_and_its_rank(make_answer: MakeAnswer) -> None:
    asked = gold("Les deux ?", 1, 2, 3, kind=Kind.MULTI, groups=((1, 2), (3,)))
    page = page_of(judged(asked, make_answer(Outcome.NOT_IN_REPORT), 9, 2, 1))
    assert "page 1 de bilan.pdf ou page 2 de bilan.pdf et page 3 de bilan.pdf" in page
    assert "**Rang de la bonne page :** 2 et absente des 3 pages trouvées" in page
    assert "Aucun passage n'a été montré." in page


def test_a_question_without_answer_says_how_it_should_have_ended(make_answer: MakeAnswer) -> None:
    asked = gold("Pourquoi supprimé ?", kind=Kind.FALSE_PREMISE, why="Il a eu lieu.")
    page = page_of(judged(asked, make_answer()))
    assert (
        "**Issue attendue :** Pas de réponse, mais des passages proches ou Pas de réponse trouvée"
        in page
    )
    assert "**Pourquoi il n'y a pas de réponse :** « Il a eu lieu. »" in page
    assert "Rang de la bonne page" not in page
    assert "Selon a répondu, alors que le rapport ne donne pas la réponse." in page


def test_a_question_that_could_not_be_asked_says_so() -> None:
    page = page_of(judged(gold("Qui ?", 1), None))
    assert "Le rapport de cette question n'a pas été lu" in page
    assert "Issue donnée" not in page


def test_the_most_frequent_cause_comes_first(make_answer: MakeAnswer) -> None:
    refused = judged(gold("Combien ?", 1), make_answer(Outcome.MENTIONED), 1)
    page = page_of(judged(gold("Qui ?", 1), None), refused, refused)
    causes = [line for line in page.splitlines() if line.startswith(("- 1 q", "- 2 q"))]
    assert causes[0].startswith("- 2 questions : La recherche a trouvé une bonne page")
    assert causes[1].startswith("- 1 question : Le rapport de cette question")


def test_without_a_miss_the_page_says_so(make_answer: MakeAnswer) -> None:
    page = page_of(judged(gold("Combien ?", 12), make_answer()))
    assert "0 question manquée sur 1." in page
    assert "##" not in page


def test_no_text_of_others_changes_the_page(
    make_answer: MakeAnswer, make_citation: MakeCitation
) -> None:
    def outline(text: str) -> list[tuple[str, str]]:
        cited = make_citation(text, texts=(text,), headings=(text, "b"), label=text)
        answer = make_answer(question=text, searched=text + "2", citations=(cited,))
        asked = gold(text, 1, id=text, pdf=text, answer=text, keys=(text,))
        tokens = MarkdownIt("commonmark").parse(page_of(judged(asked, answer, 2)))
        children = [child for token in tokens for child in token.children or ()]
        return [(each.type, each.tag) for each in (*tokens, *children)]

    assert outline(HOSTILE) == outline("du texte")


def test_the_page_is_written_whatever_the_question_holds(tmp_path: Path) -> None:
    write_failures(tmp_path / "page.md", "é \ud800\n")
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == "é ?\n"


@pytest.mark.parametrize("name", ["absent/page.md", "."])
def test_a_place_where_nothing_can_be_written_is_refused_at_once(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with pytest.raises(FailuresUnwritable):
        check_place(path)
    with pytest.raises(FailuresUnwritable):
        write_failures(path, "page")


def test_a_new_file_and_one_that_is_there_are_fine_places(tmp_path: Path) -> None:
    check_place(tmp_path / "page.md")
    (tmp_path / "page.md").write_text("avant")
    check_place(tmp_path / "page.md")
    assert (tmp_path / "page.md").read_text() == "avant"
