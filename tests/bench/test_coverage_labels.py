"""Precision and recall of coverage, worked by hand."""

from bench.coverage_labels import PAGE_STATES, Label, agreement, figures

DECIDED = {
    ("covers", 1): "covers",
    ("covers", 2): "covers",
    ("covers", 3): "mentions",
    ("covers", 4): "absent",
    ("mentions", 5): "covers",
    ("absent", 6): "covers",
    ("absent", 7): "absent",
    ("absent", 8): "absent",
}
LABELS = [Label("a.pdf", "0", "velo", page, state) for state, page in DECIDED]


def decided(label: Label) -> str:
    return DECIDED[label.state, label.page or 0]


def test_a_label_between_counts_for_neither_and_a_decision_between_as_missed() -> None:
    found = agreement(LABELS, decided, PAGE_STATES)

    assert (found["labels"], found["right"]) == (8, 4)
    assert found["covers"] == {"precision": 0.6667, "recall": 0.5}
    assert found["absent"] == {"precision": 0.6667, "recall": 0.6667}
    assert found["table"]["mentions"] == {"covers": 1, "mentions": 0, "absent": 0}


def test_nothing_to_divide_by_is_no_figure() -> None:
    found = agreement(LABELS[4:5], decided, PAGE_STATES)

    assert found["covers"] == {"precision": None, "recall": None}


def test_doubt_is_told_apart_and_pictures_are_left_out() -> None:
    labels = [
        Label("a.pdf", "0", "velo", 1, "covers", doubt=True),
        Label("a.pdf", "0", "velo", 2, "covers", picture=True),
        Label("b.pdf", "1", "velo", 3, "covers"),
    ]
    found = figures(labels, decided)

    assert found["left out for pictures"] == 1
    assert found["all"]["pages"]["labels"] == 2
    assert found["without doubt"]["pages"]["labels"] == 1
    assert list(found["reports"]) == ["a.pdf", "b.pdf"]
