"""The real encoder: the embedded model, and a tiny one made on the spot."""

import os
import subprocess
import sys
from pathlib import Path
from warnings import catch_warnings

import numpy as np
import pytest

from index.encoder import Encoder
from index.errors import ModelMissing, ModelUnsound, ModelWrongDimension
from index.models import ModelFolder, ModelIdentity, load_encoder

pytestmark = pytest.mark.model

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "la", "piscine", "est", "ouverte", "query"]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of one layer with random weights, saved as a hub would hold it."""
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    with catch_warnings(action="ignore"):  # newer versions have them elsewhere, and say so
        from sentence_transformers.models import Pooling, Transformer  # noqa: PLC0415
    from transformers import BertConfig, BertModel, BertTokenizerFast  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("model")
    torch.manual_seed(4)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder / "bert")
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"), max_seq_length=32)
    pooling = Pooling(transformer.get_embedding_dimension())
    SentenceTransformer(modules=[transformer, pooling], device="cpu").save(str(folder / "whole"))
    return folder / "whole"


def test_vectors_are_of_unit_length_and_of_the_promised_dimension(encoder: Encoder) -> None:
    vectors = encoder.encode_document(["La piscine est ouverte.", "", "🙂", "x" * 20_000])
    assert vectors.dtype == np.float32
    assert vectors.shape == (4, encoder.dimension) == (4, 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_nothing_to_encode_gives_no_vector(encoder: Encoder) -> None:
    assert encoder.encode_query([]).shape == (0, 384)
    assert encoder.encode_document([]).shape == (0, 384)


def test_a_question_has_the_same_vector_whatever_is_asked_beside_it(encoder: Encoder) -> None:
    alone = encoder.encode_query(["piscine"])[0]
    beside = encoder.encode_query(["une question bien plus longue que la première", "piscine"])[1]
    np.testing.assert_array_equal(alone, beside)


@pytest.fixture(scope="module")
def other_process() -> subprocess.CompletedProcess[str]:
    """A vector of another process, where one thread alone and another hash seed are asked for."""
    code = (
        "import sys; from index.models import load_encoder; encoder = load_encoder();"
        "encoder.encode_document(['a']);"
        "sys.stdout.write(encoder.encode_query(['piscine'])[0].tobytes().hex())"
    )
    asked_for = {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "7"}
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **asked_for},
    )


def test_a_question_has_the_same_vector_in_any_process_with_any_threads(
    encoder: Encoder, other_process: subprocess.CompletedProcess[str]
) -> None:
    assert other_process.stdout == encoder.encode_query(["piscine"])[0].tobytes().hex()


def test_loading_and_encoding_say_nothing(
    other_process: subprocess.CompletedProcess[str],
) -> None:
    assert other_process.stderr == ""


def test_a_folder_of_ones_own_is_loaded(tiny_folder: Path) -> None:
    own = load_encoder(str(tiny_folder))
    vectors = own.encode_document(["la piscine est ouverte", "piscine"])
    assert (own.name, own.dimension, vectors.shape) == (str(tiny_folder), 16, (2, 16))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_the_prompts_of_a_preset_stand_before_questions_alone(tiny_folder: Path) -> None:
    from index.sentence_model import SentenceModel  # noqa: PLC0415

    identity = ModelIdentity("tiny", "r", 16)
    plain = SentenceModel.load(ModelFolder(identity, tiny_folder))
    prompted = SentenceModel.load(ModelFolder(identity, tiny_folder, "query ", ""))
    expected = plain.encode_query(["query piscine"])
    np.testing.assert_allclose(prompted.encode_query(["piscine"]), expected, atol=1e-6)
    np.testing.assert_array_equal(
        prompted.encode_document(["piscine"]), plain.encode_document(["piscine"])
    )


def test_a_model_of_another_dimension_than_promised_is_refused(tiny_folder: Path) -> None:
    from index.sentence_model import SentenceModel  # noqa: PLC0415

    with pytest.raises(ModelWrongDimension) as refused:
        SentenceModel.load(ModelFolder(ModelIdentity("tiny", "r", 384), tiny_folder))
    assert refused.value.values == {"name": "tiny", "found": 16, "expected": 384}


def test_a_model_that_gives_no_number_is_refused(tiny_folder: Path) -> None:
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    from index.sentence_model import SentenceModel  # noqa: PLC0415

    broken = SentenceTransformer(str(tiny_folder), device="cpu")
    with torch.no_grad():
        next(broken.parameters()).fill_(float("nan"))
    with pytest.raises(ModelUnsound):
        SentenceModel(broken, ModelIdentity("tiny", "r", 16)).encode_query(["piscine"])


def test_weights_that_cannot_be_read_are_a_missing_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"hidden_size": 16, "model_type": "bert"}')
    (tmp_path / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelMissing):
        load_encoder(str(tmp_path))
