"""Ranks pages for the same questions with Selon and with other tools, each in its environment.

    python -m bench.peers.run --gold GOLD.jsonl --reports FOLDER [--only NAME…] [--cache FOLDER]

Every tool reads the PDFs of FOLDER itself, is given the same sentence encoder (the one that comes
with Selon), and is asked every answerable question: of all reports together, and of its own report
indexed alone. One tool runs at a time, on as many threads as `--threads` says. Writes
bench/results/peers.json and peers.md. Only making an environment needs the network.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from bench.peers.figures import Json, code_lines, measured, question_asked, table
from bench.stamp import ROOT, stamp
from index.models import describe_model
from retrieval.gold import GoldQuestion, read_gold

HERE = Path(__file__).parent
RESULTS = ROOT / "bench" / "results"
MODEL = ROOT / "index" / "data" / "selon-fr"

SEALED = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "DO_NOT_TRACK": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: `with_NAME.py` says how it is used, `requirements-NAME.txt` what is installed.

    One that `follows` is given the questions before a question as such, and runs where Selon is
    installed.
    """

    name: str
    title: str
    follows: bool = False

    @property
    def pipeline(self) -> Path:
        """The file whose lines are counted."""
        return HERE / f"with_{self.name}.py"

    @property
    def requirements(self) -> Path:
        """Its environment, every version pinned."""
        return HERE / f"requirements-{self.name}.txt"


TOOLS = (
    Tool("selon", "Selon", follows=True),
    Tool("bm25s", "bm25s"),
    Tool("langchain", "LangChain"),
    Tool("llamaindex", "LlamaIndex"),
    Tool("haystack", "Haystack"),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What every tool is measured with."""

    gold: tuple[GoldQuestion, ...]
    reports: tuple[Path, ...]
    work: Path
    threads: int

    @property
    def asked(self) -> list[GoldQuestion]:
        """The questions that have an answer."""
        return [question for question in self.gold if question.kind.answerable]

    @property
    def names(self) -> frozenset[str]:
        """The reports that are indexed together."""
        return frozenset(pdf.name for pdf in self.reports)

    def job(self, tool: Tool) -> Json:
        """What `child.py` is told: folders of PDFs, the encoder, the questions."""
        return {
            "together": str(_folder(self.work / "together", self.reports)),
            "alone": {
                pdf.name: str(_folder(self.work / pdf.stem, [pdf]))
                for pdf in self.reports
                if any(each.pdf == pdf.name for each in self.asked)
            },
            "model": str(MODEL),
            "questions": [
                question_asked(each, self.gold, follows=tool.follows) for each in self.asked
            ],
        }


def environment(tool: Tool, cache: Path, python: str) -> Path:
    """The interpreter of the tool's environment, made if its requirements have changed."""
    folder = cache / tool.name
    wanted = hashlib.sha256(tool.requirements.read_bytes()).hexdigest()
    made = folder / "requirements.sha256"
    interpreter = folder / "bin" / "python"
    if not made.is_file() or made.read_text(encoding="ascii") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        _check([python, "-m", "venv", folder])
        _check([interpreter, "-m", "pip", "install", "--quiet", "-r", tool.requirements])
        made.write_text(wanted, encoding="ascii")
    return interpreter


def figures(tool: Tool, interpreter: Path, setting: Setting) -> Json:
    """What one tool's run comes to."""
    job, out = setting.work / "job.json", setting.work / "out.json"
    job.write_text(json.dumps(setting.job(tool), ensure_ascii=False), encoding="utf-8")
    left_out = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    env = {name: value for name, value in os.environ.items() if name not in left_out}
    env |= SEALED | dict.fromkeys(THREADS, str(setting.threads)) | {"TMPDIR": str(setting.work)}
    if tool.follows:
        env["PYTHONPATH"] = str(ROOT)
    _check([interpreter, "-P", HERE / "child.py", tool.pipeline, job, out], env)
    told = json.loads(out.read_text(encoding="utf-8"))
    asked, names = setting.asked, setting.names
    return {
        "variants": {
            variant: {
                "own report": measured(told["own report"].get(variant, {}), asked),
                "all reports": measured(answers, asked, names),
            }
            for variant, answers in told["all reports"].items()
        },
        **{key: told[key] for key in ("index_s", "index_cpu_s", "peak_mb", "unread")},
        "lines": code_lines(tool.pipeline.read_text(encoding="utf-8")),
        "pins": [] if tool.follows else _pins(tool.requirements),
    }


def _folder(folder: Path, pdfs: Sequence[Path]) -> Path:
    folder.mkdir(exist_ok=True)
    for pdf in pdfs:
        shutil.copyfile(pdf, folder / pdf.name)
    return folder


def _pins(requirements: Path) -> list[str]:
    """What a user of the tool installs: the pins before the first blank line."""
    asked_for = requirements.read_text(encoding="utf-8").split("\n\n")[0]
    return [line for line in asked_for.splitlines() if not line.startswith("#")]


def _check(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, env=env)


def _why(failure: subprocess.CalledProcessError) -> str:
    lines = [line for line in failure.stderr.splitlines() if line.strip()]
    return lines[-1] if lines else f"exit code {failure.returncode}"


def main() -> None:
    """Measures each tool, prints the table and stores it with the figures."""
    parser = argparse.ArgumentParser(description="Compare the ranking of pages with other tools'.")
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--only", nargs="+", choices=[tool.name for tool in TOOLS])
    parser.add_argument("--cache", type=Path, default=user_cache_path("selon") / "peers")
    parser.add_argument("--python", default=sys.executable, help="makes the environments")
    parser.add_argument("--selon-python", type=Path, default=Path(sys.executable))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=RESULTS)
    chosen = parser.parse_args()
    reports = tuple(sorted(chosen.reports.glob("*.pdf")))
    result: Json = stamp() | {
        "model": {"name": describe_model().name, "revision": describe_model().revision},
        "reports": {pdf.name: hashlib.sha256(pdf.read_bytes()).hexdigest() for pdf in reports},
        "gold": chosen.gold.name,
        "threads": chosen.threads,
        "tools": {},
    }
    with tempfile.TemporaryDirectory() as work:
        setting = Setting(read_gold(chosen.gold), reports, Path(work), chosen.threads)
        result["questions"] = len(setting.asked)
        for tool in TOOLS:
            if chosen.only and tool.name not in chosen.only:
                continue
            try:
                mine = chosen.selon_python
                python = mine if tool.follows else environment(tool, chosen.cache, chosen.python)
                result["tools"][tool.title] = figures(tool, python, setting)
            except subprocess.CalledProcessError as failure:
                result["tools"][tool.title] = {"failed": _why(failure)}
            print(table(result["tools"]), flush=True)
    chosen.out.mkdir(parents=True, exist_ok=True)
    written = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    (chosen.out / "peers.json").write_text(written, encoding="utf-8")
    (chosen.out / "peers.md").write_text(table(result["tools"]), encoding="utf-8")


if __name__ == "__main__":
    main()
