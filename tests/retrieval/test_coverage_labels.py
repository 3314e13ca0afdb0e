"""The labels that coverage is measured by: well formed, split by hash, one for each pair."""

import hashlib
import json
from importlib import resources
from pathlib import Path
from typing import Any

from retrieval.topics import shipped_topics

FOLDER = Path(__file__).parents[1] / "data" / "coverage"
PAGE_STATES = {"covers", "mentions", "absent"}
REPORT_STATES = {"covered", "thin", "mentioned", "absent"}


def labels(part: str) -> list[dict[str, Any]]:
    text = (FOLDER / f"labels_{part}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def pair(label: dict[str, Any]) -> str:
    return f"{label['report']}|{label['topic']}|{label['page'] or 0}"


def is_sealed(label: dict[str, Any]) -> bool:
    key = f"selon-coverage-1|{pair(label)}"
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 3 == 0


def test_a_hash_alone_decides_which_third_is_sealed() -> None:
    assert not [pair(label) for label in labels("open") if is_sealed(label)]
    assert not [pair(label) for label in labels("sealed") if not is_sealed(label)]


def test_no_pair_is_labelled_twice() -> None:
    pairs = [pair(label) for part in ("open", "sealed") for label in labels(part)]

    assert sorted(set(pairs)) == sorted(pairs)


def test_every_label_names_a_shipped_topic_and_a_state_of_its_kind() -> None:
    topics = {topic.id for topic in shipped_topics()}
    for label in [*labels("open"), *labels("sealed")]:
        assert label["topic"] in topics
        assert label["state"] in (REPORT_STATES if label["page"] is None else PAGE_STATES)
        assert (label["chosen"] == "whole") is (label["page"] is None)


def test_every_topic_is_labelled_for_each_report_read_whole() -> None:
    whole = [each for part in ("open", "sealed") for each in labels(part) if each["page"] is None]
    reports = {label["report"] for label in whole}

    assert len(reports) == 4
    assert len(whole) == len(reports) * len(shipped_topics())


def test_a_third_of_the_page_labels_each_is_of_every_state() -> None:
    states = [
        label["state"] for part in ("open", "sealed") for label in labels(part) if label["page"]
    ]

    assert min(states.count(state) for state in PAGE_STATES) > 0.3 * len(states)


def test_the_dossier_is_still_the_one_that_was_labelled() -> None:
    pdf = (resources.files("ingest") / "data" / "dossier.pdf").read_bytes()
    labelled = {each["sha256"] for each in labels("open") if each["report"] == "dossier.pdf"}

    assert labelled == {hashlib.sha256(pdf).hexdigest()}
