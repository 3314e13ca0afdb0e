"""Each outcome is shown as its own; whatever a text holds, it is shown as text."""

from collections.abc import Callable
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from typing import Any

import pytest

from retrieval.answer import Answer, HelpLine, Outcome
from retrieval.definitions import Definition
from ui import render
from ui.site.operator import Operator, Site
from ui.turn import ReportCard, Turn
from ui.wording import NO_BREAK, say

EVIL = """<script>alert(1)</script><img src=x onerror=alert(2)> **gras** ${7*7} {{7*7}} "'>"""
SUGGESTED = ("Quels accueils de jour ?", "Et les collèges ?", "Quelles routes ?", "Quels bus ?")


class Elements(HTMLParser):
    """The elements of a page, the events that they would run, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(answer: Answer, suggestions: tuple[str, ...] = SUGGESTED, **kwargs: Any) -> str:
    return render.conversation([Turn(answer.question, answer)], suggestions, **kwargs)


def test_before_any_question_the_suggestions_are_offered() -> None:
    html = render.conversation([], SUGGESTED)
    assert html.count('class="ask"') == 4
    assert 'data-ask="Quels accueils de jour ?"' in html


def test_without_suggestions_the_first_screen_offers_none() -> None:
    assert "<button" not in render.conversation([], [])


def test_an_answer_shows_page_quote_and_headings(make_answer: Any) -> None:
    text = " ".join(Elements(shown(make_answer())).text.split())
    assert "Selon le rapport, p. 10 (page 12 du PDF) :" in text
    assert "128 services d’aide à domicile et ouvert 12 accueils de jour." in text
    assert "Pacte des solidarités Vieillir chez soi" in text


def test_a_quote_leads_to_the_pdf_at_its_page_in_its_own_edition(make_answer: Any) -> None:
    assert 'href="pdf/0123456789abcdef#page=12"' in shown(make_answer())


def test_the_page_is_shown_with_the_passage_boxed(make_answer: Any) -> None:
    html = shown(make_answer())
    assert 'src="page/0123456789abcdef/12.webp?width=1200"' in html
    assert html.count('class="box"') == 1


def test_other_pages_that_say_the_same_are_named_and_lead_to_their_pictures(
    make_answer: Any, make_citation: Any
) -> None:
    html = shown(make_answer(citations=(make_citation(label="12", also=(14, 31)),)))
    text = " ".join(Elements(html).text.split())
    assert "Selon le rapport, p. 12, aussi p. 14, 31 :" in text
    assert 'href="page/0123456789abcdef/31.webp?width=1800"' in html


def test_other_pages_are_counted_in_the_pdf_where_labels_differ(
    make_answer: Any, make_citation: Any
) -> None:
    text = Elements(shown(make_answer(citations=(make_citation(also=(14,)),)))).text
    assert "(page 12 du PDF), aussi dans le PDF, p. 14 :" in " ".join(text.split())
    assert "aussi" not in Elements(shown(make_answer())).text


def test_the_heads_of_a_table_stand_above_its_row(make_answer: Any, make_citation: Any) -> None:
    row = "34 210 personnes âgées qui vivent à domicile. Il a soutenu 128 services"
    cited = make_citation(row)
    cited = replace(cited, parts=("En 2024, le Département", row))
    html = shown(make_answer(citations=(cited,)))
    assert "En-têtes du tableau : En 2024, le Département" in Elements(html).text.replace(
        "\u00a0", " "
    )
    assert html.index("En-têtes") < html.index("<blockquote>")
    assert "En-têtes" not in shown(make_answer())


def test_the_words_that_decide_are_emphasised(make_answer: Any, make_citation: Any) -> None:
    html = shown(make_answer(citations=(make_citation(marks=((13, 16),)),)))
    assert html.count("<mark>") == 1
    assert "<mark>128</mark>" in html


def test_a_quote_that_was_not_located_is_shown_without_picture(
    make_answer: Any, make_citation: Any
) -> None:
    html = shown(make_answer(citations=(make_citation(elsewhere_from=0),)))
    assert "<blockquote>" in html
    assert "<img" not in html


def test_the_label_is_given_alone_where_it_is_the_page_number(
    make_answer: Any, make_citation: Any
) -> None:
    html = shown(make_answer(citations=(make_citation(label="12"),)))
    assert say("web.page", label="12") in html
    assert "du PDF)" not in html


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.ANSWERED])
def test_every_other_outcome_says_its_label_and_sentence(
    outcome: Outcome, make_answer: Any
) -> None:
    text = Elements(shown(make_answer(outcome))).text
    assert render.told(f"outcomes.{outcome}.label") in text
    assert render.told(f"outcomes.{outcome}.sentence") in text


def test_mentioned_shows_the_nearest_two(make_answer: Any, make_citation: Any) -> None:
    html = shown(make_answer(Outcome.MENTIONED, nearest=(make_citation(),) * 3))
    assert html.count("<blockquote>") == 2


def test_a_refusal_offers_questions_that_the_report_answers(make_answer: Any) -> None:
    assert shown(make_answer(Outcome.NOT_IN_REPORT)).count('class="ask"') == 3


def test_a_question_that_failed_is_offered_to_be_asked_again(make_answer: Any) -> None:
    answer = make_answer(Outcome.FAILED)
    assert f'data-ask="{escape(answer.question)}"' in shown(answer, suggestions=())
    assert "data-ask" not in shown(make_answer(Outcome.MENTIONED), suggestions=())


def test_a_vague_question_offers_its_choices_to_press(make_answer: Any) -> None:
    html = shown(make_answer(Outcome.TOO_VAGUE, choices=("Quelles aides ?",)))
    assert 'data-ask="Quelles aides ?"' in html


def test_the_searched_question_is_shown_where_it_differs(make_answer: Any) -> None:
    html = shown(make_answer(question="et à Calais ?", searched="Quelles routes à Calais ?"))
    assert "Quelles routes à Calais ?" in html
    assert say("web.searched") in html
    assert say("web.searched") not in shown(make_answer())


def test_numbers_to_call_come_before_the_answer_with_their_names(make_answer: Any) -> None:
    lines = (HelpLine("3919", "partner_violence"), HelpLine("17", "partner_violence"))
    html = shown(make_answer(help=lines))
    assert html.index('href="tel:3919"') < html.index("<blockquote>")
    assert html.count(f'"situation">{render.told("help.partner_violence")}<') == 1


def test_a_screen_reader_says_whom_to_call_then_the_first_quote_and_how_many_follow(
    make_answer: Any, make_citation: Any
) -> None:
    lines = (HelpLine("3919", "partner_violence"), HelpLine("17", "partner_violence"))
    answer = make_answer(help=lines, citations=(make_citation(), make_citation()))
    said = render.announced(answer).replace(NO_BREAK, " ")
    assert said == (
        "Si vous subissez des violences, vous pouvez être écoutée et protégée. Appelez le 3919, "
        "Violences Femmes Info. Selon le rapport, page 12 : Il a soutenu 128 services d’aide à "
        "domicile et ouvert 12 accueils de jour. 1 autre passage suit."
    )


def test_a_screen_reader_says_whose_business_it_is(make_answer: Any) -> None:
    said = render.announced(make_answer(Outcome.OUT_OF_SCOPE, notices={"body": "caf"}))
    assert said.replace(NO_BREAK, " ").endswith(
        "À qui vous adresser : la Caf (caisse d’allocations familiales)."
    )


def test_masked_data_is_said_and_the_masked_question_shown(make_answer: Any) -> None:
    answer = make_answer(question="Mon numéro : […]", notices={"personal_data_masked": "phone"})
    html = render.conversation([Turn("Mon numéro : 06 12 34 56 78", answer)], [])
    assert "téléphone" in html
    assert "06 12" not in html


def test_whose_business_it_is_is_said(make_answer: Any) -> None:
    answer = make_answer(Outcome.OUT_OF_SCOPE, notices={"body": "caf"})
    assert "la Caf" in shown(answer)


def test_passages_near_a_commune_that_is_never_cited_are_introduced(
    make_answer: Any, make_citation: Any
) -> None:
    notices = {"place_not_cited": "Wimereux", "near_place": "whole"}
    answer = make_answer(Outcome.MENTIONED, nearest=(make_citation(),), notices=notices)
    html = shown(answer)
    text = " ".join(Elements(html).text.split())
    assert "Le rapport ne cite pas la commune de Wimereux. Voici ce qui s’en approche" in text
    assert html.index("ne cite pas") < html.index("<blockquote>")


def test_a_provisional_answer_says_so_while_the_encoder_is_awaited(make_answer: Any) -> None:
    assert 'class="provisional"' in shown(make_answer(partial=True))
    assert 'class="provisional"' not in shown(make_answer(partial=False))


def test_text_read_from_an_image_is_marked(make_answer: Any, make_citation: Any) -> None:
    html = shown(make_answer(citations=(make_citation(read_by="ocr"),)))
    assert render.told("web.by_ocr") in html


@pytest.mark.parametrize("place", ["question", "searched", "quote", "heading", "choice"])
def test_markup_in_any_text_is_shown_as_text(
    place: str, make_answer: Any, make_citation: Any
) -> None:
    harmless = dict.fromkeys(("question", "searched", "quote", "heading"), "Texte simple.")
    texts = harmless | {"choice": "Choix ?"} | {place: EVIL}
    cited = make_citation(texts["quote"], texts=(texts["quote"],), headings=(texts["heading"],))
    answered = make_answer(
        question=texts["question"], searched=texts["searched"], citations=(cited,)
    )
    vague = make_answer(Outcome.TOO_VAGUE, question=texts["question"], choices=(texts["choice"],))
    html = render.conversation([Turn("?", answered), Turn("?", vague)], (texts["choice"],))
    page = Elements(html)
    assert "script" not in page.tags
    assert page.handlers == []
    assert page.tags.count("img") == 1
    assert EVIL in page.text


APA = Definition("APA", "allocation personnalisée d'autonomie")


def test_the_acronyms_of_a_quote_are_explained_under_it_and_the_quote_is_unchanged(
    make_answer: Any, make_citation: Any
) -> None:
    quote = "L'APA aide 34 familles."
    cited = make_citation(quote, texts=(quote,))
    html = shown(make_answer(question="?", citations=(cited,), explained={quote: (APA,)}))
    under = html.split("<blockquote>")[1].split("</blockquote>")
    assert Elements(under[0]).text.strip() == quote
    assert '<abbr title="Allocation personnalisée d’autonomie">APA</abbr>' in under[0]
    assert "APA\u00a0: Allocation personnalisée d’autonomie" in Elements(under[1]).text
    assert "<li>" in under[1].split('class="acronyms"')[1]


def test_a_quote_without_acronyms_has_no_line_for_them(make_answer: Any) -> None:
    assert "acronyms" not in shown(make_answer(explained={"Un autre passage.": (APA,)}))


def test_markup_in_what_a_report_says_of_its_acronyms_is_shown_as_text(
    make_answer: Any, make_citation: Any
) -> None:
    quote, harm = "Le FIM aide.", f"fonds {EVIL}"
    explained = {quote: (Definition(EVIL, harm),)}
    cited = make_citation(quote, texts=(quote,))
    page = Elements(shown(make_answer(citations=(cited,), explained=explained)))
    assert "script" not in page.tags
    assert page.handlers == []
    assert page.tags.count("img") == 1
    assert EVIL in page.text
    assert page.text.count("alert(1)") == 2


def test_no_line_breaks_inside_a_figure(make_answer: Any, make_citation: Any) -> None:
    quote = "En 2024 12 000 personnes ont reçu 1 500 € à 5 % en 2023 et 2024."
    html = shown(make_answer(citations=(make_citation(quote, texts=(quote,)),)))
    assert "En 2024 12\u00a0000 personnes ont reçu 1\u00a0500\u00a0€ à 5\u00a0% en 2023" in html


def test_the_head_says_which_report_answers_and_when_it_was_built(card: ReportCard) -> None:
    text = Elements(render.masthead(card, Site())).text
    assert "Bilan <2025>" in text
    assert "14 pages, édition du 24 novembre 2025." in text


def test_only_the_dossier_says_that_it_is_not_the_official_report(
    make_card: Callable[..., ReportCard],
) -> None:
    unofficial = render.masthead(make_card(official=False), Site())
    assert "pas le rapport officiel" in Elements(unofficial).text
    assert "pas le rapport officiel" not in Elements(render.masthead(make_card(), Site())).text


def test_without_any_report_the_head_says_so() -> None:
    assert render.told("web.no_report.title") in Elements(render.masthead(None, Site())).text


def test_the_foot_names_the_operator_only_where_one_is_known() -> None:
    assert "Mairie <b>" in Elements(render.footer(Site(Operator("Mairie <b>")))).text
    assert say("web.operator", operator="")[:12] not in render.footer(Site())


def make_card_of(**changes: Any) -> ReportCard:
    given = {
        "edition": "0123456789abcdef",
        "title": "Bilan <2025>",
        "pages": 14,
        "built": "24 novembre 2025",
        "official": True,
    }
    return ReportCard(**(given | changes))


@pytest.fixture
def make_card() -> Callable[..., ReportCard]:
    return make_card_of


@pytest.fixture
def card() -> ReportCard:
    return make_card_of()


def test_a_corrected_question_can_be_searched_as_it_was_typed(make_answer: Any) -> None:
    html = shown(
        make_answer(question="la cantne ?", searched="la cantine ?", notices={"corrected": "x"})
    )
    assert "la cantine ?</span>" in html
    assert '<button type="button" class="link" data-ask="la cantne ?" data-as-typed>' in html
    assert "data-as-typed" not in shown(make_answer(question="Et ?", searched="Quels bus ?"))


def test_accents_and_greetings_alone_are_not_told_as_another_question(make_answer: Any) -> None:
    polite = make_answer(question="Bonjour, quels bus ?", searched="quels bus ?")
    assert say("web.searched") not in shown(polite)


def test_the_question_as_searched_can_be_taken_back_to_be_changed(make_answer: Any) -> None:
    as_searched = make_answer(question="et à Calais ?", searched="Quelles routes à Calais ?")
    assert 'data-edit="Quelles routes à Calais ?"' in shown(as_searched)
    assert 'data-edit="Bonjour, quels bus ?"' in shown(
        make_answer(question="Bonjour, quels bus ?", searched="quels bus ?")
    )
    assert "data-edit" not in shown(make_answer(Outcome.TOO_VAGUE, question="", searched=""))


def test_the_conversation_says_which_step_it_shows_and_where_that_is(make_answer: Any) -> None:
    answer = make_answer(question="Quels <bus> ?")
    turns = [Turn("?", make_answer()), Turn("?", answer)]
    html = render.conversation(turns, [], step=7)
    assert f'data-step="7" data-place="{told_place("Quels &lt;bus&gt; ?")}"' in html
    assert 'data-step="0" data-place="Écran de départ' in render.conversation([], [])


def told_place(question: str) -> str:
    return render.told("web.place.turn", number=2, question=question)


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.ANSWERED])
def test_each_outcome_without_an_answer_has_a_sign_of_its_own(
    outcome: Outcome, make_answer: Any
) -> None:
    signs = {one: sign_of(shown(make_answer(one))) for one in Outcome if one != "answered"}
    assert [one for one, sign in signs.items() if sign == signs[outcome]] == [outcome]
    assert 'class="sign"' not in shown(make_answer())


def sign_of(html: str) -> str:
    return html.split('class="sign"')[1].partition("</svg>")[0]


def test_a_button_keeps_a_link_to_an_answer(make_answer: Any) -> None:
    html = shown(make_answer(question="Quels « bus » ?"))
    form = html.partition('<form class="keep" method="post" action="r" target="_blank">')[2]
    assert '<input type="hidden" name="q" value="Quels « bus » ?">' in form
    assert '<input type="hidden" name="edition" value="0123456789abcdef">' in form
    assert "mot_pour_mot" not in form
    assert render.told("web.keep") in form


def test_the_link_of_a_question_searched_word_for_word_is_so_too(make_answer: Any) -> None:
    answer = make_answer()
    html = render.conversation([Turn(answer.question, answer, as_typed=True)], [])
    assert 'name="mot_pour_mot" value="1"' in html


def test_personal_data_has_no_link_and_that_is_said(make_answer: Any) -> None:
    html = shown(make_answer(question="moi […] ?", notices={"personal_data_masked": "name"}))
    assert 'action="r"' not in html
    assert render.told("web.unkept.personal_data") in html


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.TOO_VAGUE])
def test_what_gives_no_answer_has_no_link_and_no_word_about_it(
    outcome: Outcome, make_answer: Any
) -> None:
    html = shown(make_answer(outcome))
    assert 'action="r"' not in html
    assert render.told(f"web.unkept.{outcome}") not in html


def test_a_provisional_answer_has_no_link_yet(make_answer: Any) -> None:
    assert 'action="r"' not in shown(make_answer(partial=True))
