"""Last stage: the finished model as the folder that ships, its weights halved to fp16.

A plain `SentenceTransformer(folder)` loads it, in fp32 again: `config.json` says so.
"""

import argparse
import hashlib
import shutil
from pathlib import Path

from safetensors.torch import load_file, save_file

from training.places import ROOT, RUNS, TOKENIZER
from training.tokenizer import LONGEST

SHIPPED = ROOT / "index" / "data" / "selon-fr"
BESIDE = {"model_card.md": "README.md", "LICENSE-teacher.txt": "LICENSE-teacher.txt"}
UNUSED = "embeddings.position_ids"
FILES = (
    "modules.json",
    "config.json",
    "config_sentence_transformers.json",
    "1_Pooling/config.json",
)


def export(source: Path, target: Path = SHIPPED) -> Path:
    """The folder that ships, written anew from the finished run at `source`."""
    shutil.rmtree(target, ignore_errors=True)
    for name in FILES:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target / name)
    (target / "2_Normalize").mkdir()
    (target / "2_Normalize" / "config.json").write_text("{}\n", encoding="utf-8")
    (target / "sentence_bert_config.json").write_text(
        f'{{"max_seq_length": {LONGEST}, "do_lower_case": false}}\n', encoding="utf-8"
    )
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(TOKENIZER / name, target / name)
    weights = {
        name: weight.half().contiguous()
        for name, weight in load_file(source / "model.safetensors").items()
        if name != UNUSED
    }
    save_file(weights, target / "model.safetensors", metadata={"format": "pt"})
    for name, shipped in BESIDE.items():
        shutil.copyfile(Path(__file__).with_name(name), target / shipped)
    list_sums(target)
    return target


def list_sums(folder: Path) -> None:
    """Writes `SHA256SUMS`, as `sha256sum -c` reads it, over every other file of `folder`."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "SHA256SUMS"
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Exports the run named on the command line and prints its sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", nargs="?", default="mean")
    parser.add_argument("--to", type=Path, default=SHIPPED)
    asked = parser.parse_args()
    print((export(RUNS / asked.run / "model", asked.to) / "SHA256SUMS").read_text("utf-8"))


if __name__ == "__main__":
    main()
