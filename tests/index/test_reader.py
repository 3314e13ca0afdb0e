"""Readers: the shipped one, and any cross-encoder, on a small one that is made here."""

from pathlib import Path
from shutil import copyfile

import numpy as np
import pytest

from index.cross_encoder import CrossEncoderReader
from index.errors import ModelAltered, ModelMissing
from index.light_reader import MODEL, NAME, TOKENIZER, LightReader, shipped_reader
from index.models import shipped_folder
from index.reader import load_reader

QUESTION = "Combien de repas la cantine a-t-elle servis ?"
ANSWERS = "Restauration\nLa cuisine centrale a servi 1 240 repas par jour en 2023."
NEAR = "Restauration\nLa cuisine centrale a été rénovée en 2022 pour 2 M€."
ELSEWHERE = "Voirie\nLe conseil départemental a voté le budget des routes."

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def reader() -> LightReader:
    return shipped_reader()


def test_a_stretch_that_answers_is_told_from_those_that_dont(reader: LightReader) -> None:
    answers, near, elsewhere = reader.read(QUESTION, [ANSWERS, NEAR, ELSEWHERE])

    assert answers > near + 2
    assert near > elsewhere


def test_what_else_is_read_changes_nothing(reader: LightReader) -> None:
    together = reader.read(QUESTION, [NEAR, ANSWERS, ELSEWHERE])
    alone = [reader.read(QUESTION, [text])[0] for text in (NEAR, ANSWERS, ELSEWHERE)]

    assert together.tolist() == alone


def test_nothing_to_read_is_no_logit(reader: LightReader) -> None:
    assert reader.read(QUESTION, []).shape == (0,)


def test_the_longest_question_and_stretch_are_cut_and_read(reader: LightReader) -> None:
    assert np.isfinite(reader.read("combien " * 400, ["repas " * 4000])).all()


def test_an_empty_question_is_read_too(reader: LightReader) -> None:
    assert np.isfinite(reader.read("", [ANSWERS])).all()


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    (tmp_path / MODEL).write_bytes(b"no model")
    copyfile(shipped_folder(NAME) / TOKENIZER, tmp_path / TOKENIZER)
    with pytest.raises(ModelMissing) as caught:
        LightReader(tmp_path, name="essai", revision="1")

    assert caught.value.values["name"] == "essai"


def test_a_reader_without_its_word_pieces_is_named(tmp_path: Path) -> None:
    copyfile(shipped_folder(NAME) / MODEL, tmp_path / MODEL)
    with pytest.raises(ModelMissing):
        LightReader(tmp_path, name="essai", revision="1")


def test_an_altered_file_of_the_package_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "essai"
    folder.mkdir()
    (folder / MODEL).write_bytes(b"altered")
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  {MODEL}\n", encoding="utf-8")

    with pytest.raises(ModelAltered):
        shipped_folder("essai", tmp_path)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder of one layer with chance weights, in a folder of its own."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors  # noqa: PLC0415
    from transformers import (  # noqa: PLC0415 - seconds that the other tests do without
        BertConfig,
        BertForSequenceClassification,
        PreTrainedTokenizerFast,
    )

    folder = tmp_path_factory.mktemp("cross-encoder")
    words = {w: i for i, w in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "repas", "combien"])}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", model_max_length=64
    )
    fast.save_pretrained(folder)
    config = BertConfig(
        vocab_size=6,
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_a_cross_encoder_of_ones_own_reads(small: Path) -> None:
    own = load_reader(str(small))
    first = own.read("combien", ["repas", "repas combien", "autre"])

    assert isinstance(own, CrossEncoderReader)
    assert len(set(first.tolist())) == 3
    np.testing.assert_allclose(own.read("combien", ["repas combien"]), first[1:2], atol=1e-6)


def test_a_reader_that_is_nowhere_is_named() -> None:
    with pytest.raises(ModelMissing):
        load_reader("/nulle/part")
