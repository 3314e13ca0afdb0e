"""Passages: nothing lost, nothing cut, everything found again."""

import re
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.cut import CUT, cut_passages
from ingest.normalise import normalise
from ingest.report import Line, Passage, PassageKind, Report

Make = Callable[..., Report]
MakeLine = Callable[..., Line]
SENTENCE = "Le Département aide les communes du canton à refaire leurs routes."  # 11 words


def stretches(passage: Passage) -> dict[int, str]:
    """What of a passage stands on each page."""
    pages = dict.fromkeys(place.page for place in passage.placements)
    places = {page: [p for p in passage.placements if p.page == page] for page in pages}
    return {page: passage.text[on[0].start : on[-1].end] for page, on in places.items()}


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_a_section_is_cut_under_its_headings(make_report: Make, make_line: MakeLine):
    report = make_report(
        [
            make_line("Les routes", 0.1, size=20, block=0),
            make_line("Les chantiers", 0.2, size=14, block=1),
            make_line(SENTENCE, 0.3, block=2),
        ]
    )
    [first, second, body] = cut_passages(report)
    assert (first.kind, first.text, first.headings) == (PassageKind.HEADING, "Les routes", ())
    assert (second.text, second.headings) == ("Les chantiers", ("Les routes",))
    assert (body.kind, body.text) == (PassageKind.BODY, SENTENCE)
    assert body.headings == ("Les routes", "Les chantiers")


def test_a_heading_ends_those_of_its_rank(make_report: Make, make_line: MakeLine):
    report = make_report(
        [
            make_line("Les routes", 0.1, size=14, block=0),
            make_line(SENTENCE, 0.2, block=1),
            make_line("Les collèges", 0.3, size=14, block=2),
            make_line(SENTENCE, 0.4, block=3),
        ]
    )
    bodies = [p for p in cut_passages(report) if p.kind is PassageKind.BODY]
    assert [p.headings for p in bodies] == [("Les routes",), ("Les collèges",)]


def test_titles_that_follow_each_other_are_one_heading(make_report: Make, make_line: MakeLine):
    report = make_report(
        [
            make_line("Délibération 12", 0.1, size=14, block=0),
            make_line("Vente d'un terrain", 0.2, size=14, block=1),
            make_line(SENTENCE, 0.3, block=2),
        ]
    )
    assert cut_passages(report)[-1].headings == ("Délibération 12 Vente d'un terrain",)


def test_passages_are_whole_sentences_of_40_to_120_words(make_report: Make):
    report = make_report([f"{SENTENCE} {SENTENCE}" for _ in range(12)])
    passages = cut_passages(report)
    assert [len(p.text.split()) for p in passages] == [66, 66, 66, 66]
    assert all(p.text.endswith("routes.") for p in passages)
    assert passages[0].sentences[:2] == (
        (0, len(SENTENCE)),
        (len(SENTENCE) + 1, 2 * len(SENTENCE) + 1),
    )


def test_a_passage_ends_with_its_page(make_report: Make):
    passages = cut_passages(make_report([SENTENCE], [SENTENCE]))
    assert [(p.first_page, p.last_page) for p in passages] == [(1, 1), (2, 2)]


def test_a_sentence_that_crosses_a_page_stays_whole(make_report: Make):
    [passage] = cut_passages(make_report(["Le Département aide les"], ["communes du canton."]))
    assert passage.text == "Le Département aide les communes du canton."
    assert [(p.page, passage.text[p.start : p.end]) for p in passage.placements] == [
        (1, "Le Département aide les"),
        (2, "communes du canton."),
    ]


def test_a_word_cut_between_two_pages_is_whole(make_report: Make):
    [passage] = cut_passages(make_report(["Le dépar\u00ad"], ["tement aide."]))
    assert passage.text == "Le département aide."
    assert stretches(passage) == {1: "Le dépar", 2: "tement aide."}


def test_a_figure_stays_with_its_label(make_report: Make, make_line: MakeLine):
    report = make_report(
        [
            make_line("36", 0.2, size=30, block=0),
            make_line("services numériques", 0.25, size=14, block=1),
            make_line(SENTENCE, 0.4, block=2),
        ]
    )
    [passage] = cut_passages(report)
    assert passage.sentences[0] == (0, len("36 services numériques"))


def test_a_table_row_is_one_unit(make_report: Make, make_line: MakeLine):
    row = [
        make_line("M. le Maire. Indemnité", block=0, beside=True),
        make_line("1 200 €", block=0, beside=True),
    ]
    [passage] = cut_passages(make_report(row))
    assert passage.sentences == ((0, len("M. le Maire. Indemnité 1 200 €")),)


def test_a_line_that_ends_in_a_colon_stays_with_what_follows(make_report: Make):
    text = " ".join([SENTENCE] * 6)
    passages = cut_passages(
        make_report([text, "Les aides sont :", "• le logement ;", "• la route."])
    )
    assert [p.text for p in passages[1:]] == ["Les aides sont : • le logement ; • la route."]


def test_a_sentence_too_long_to_quote_is_cut_at_a_line_end(make_report: Make, make_line: MakeLine):
    lines = [make_line("mot " * 9 + "mot", 0.01 * n, block=0) for n in range(1, 31)]
    passages = cut_passages(make_report(lines))
    assert [len(p.text.split()) for p in passages] == [100, 100, 100]


def test_a_contents_page_is_marked(make_report: Make):
    [passage] = cut_passages(make_report(["Routes ..... 3", "Collèges ..... 8"], contents=[1]))
    assert passage.kind is PassageKind.CONTENTS


def test_what_is_said_on_three_pages_is_a_slogan(make_report: Make):
    passages = cut_passages(
        make_report(
            *[["Agir avec vous."], ["Ailleurs, rien."], ["Agir avec vous."], ["Agir avec vous."]]
        )
    )
    assert [p.kind.value for p in passages] == ["slogan", "body", "slogan", "slogan"]


def test_the_same_report_gives_the_same_identities(make_report: Make):
    pages = [[SENTENCE, SENTENCE], [SENTENCE]]
    first, second = (cut_passages(make_report(*pages)) for _ in range(2))
    assert [p.id for p in first] == [p.id for p in second]
    assert len({p.id for p in first}) == len(first)


def test_the_cut_names_its_version():
    assert CUT["version"] == 7


WORDS = st.sampled_from(
    [
        "Le",
        "budget",
        "12",
        "1 200,50 €",
        "M.",
        "aide.",
        "dépar\u00ad",
        "centre-",
        "•",
        "fin !",
        "«",
        "»",
        ":",
        "Oui…",
    ]
)
LINES = st.lists(
    st.tuples(
        st.lists(WORDS, min_size=1, max_size=8),
        st.sampled_from((8.0, 10.0, 10.0, 14.0, 30.0)),
        st.booleans(),
        st.integers(0, 2),
        st.booleans(),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(pages=st.lists(LINES, min_size=1, max_size=4))
def test_every_line_stands_in_one_passage_and_is_found_again(
    make_report: Make,
    make_line: MakeLine,
    pages: list[list[tuple[list[str], float, bool, int, bool]]],
):
    made = []
    for lines in pages:
        block = 0
        page = []
        for at, (words, size, bold, step, beside) in enumerate(lines):
            block += step
            page.append(
                make_line(
                    " ".join(words), 0.05 * at, size=size, bold=bold, block=block, beside=beside
                )
            )
        made.append(page)
    report = make_report(*made)
    passages = cut_passages(report)
    assert squeezed("".join(p.text for p in passages)) == squeezed(
        "".join(p.text for p in report.pages)
    )
    for passage in passages:
        assert passage.text == normalise(passage.text)
        assert passage.sentences[0][0] == 0
        assert passage.sentences[-1][1] == len(passage.text)
        for number, text in stretches(passage).items():
            assert normalise(text) in report.pages[number - 1].text
