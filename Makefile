# Selon: every chore of the project, one line each. `make` alone lists them.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 7860
HOST ?= 127.0.0.1
# Processes that share the tests, a file each at a time.
CORES ?= 2
# Optional: a wheel index that holds the CPU build of torch, e.g. https://download.pytorch.org/whl/cpu
TORCH_INDEX ?=
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
TRAINING_STAMP := $(VENV)/.installed-training
STAGES := leaks tokenizer alignment initial teacher one two three multilingual six mean export
.PHONY: help run test lint format unit dossier browser bench load clean encoder reader eight-bits measure review

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
ifneq ($(TORCH_INDEX),)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet torch==2.13.0 --index-url $(TORCH_INDEX)
endif

$(STAMP): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --editable .
	@touch $@

$(DEV_STAMP): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --editable '.[dev]'
	@touch $(STAMP) $@

run: $(STAMP)  ## set up, index the embedded dossier, serve the web pages on port 7860
	$(BIN)/selon ingest
	$(BIN)/selon serve --host $(HOST) --port $(PORT)

test: lint browser  ## set up, check the code, run every test (browser tests included)
	$(BIN)/python -m pytest -n $(CORES) --dist loadfile --no-loadscope-reorder

unit: $(DEV_STAMP)  ## the quick tests alone (no browser, no wheel)
	$(BIN)/python -m pytest -m 'not browser and not wheel'

lint: $(DEV_STAMP)  ## ruff, mypy strict and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV_STAMP)  ## lay the code out
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

browser: $(DEV_STAMP)  ## find Chromium, or install it where this user may
	@sh .ci/chromium

dossier: $(DEV_STAMP)  ## write the embedded dossier and its gold questions again
	$(BIN)/python -m dossier.write

bench: $(DEV_STAMP)  ## measure speed and memory, store the figures under bench/results
	$(BIN)/python -m bench.run

load: $(DEV_STAMP)  ## measure fifty residents at once for ten minutes
	$(BIN)/python -m bench.load

$(TRAINING_STAMP): $(DEV_STAMP)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --editable '.[dev,training]'
	@touch $@

encoder: $(TRAINING_STAMP)  ## train the French encoder, stage by stage (hours; goes on after a cut)
	set -e; for stage in $(STAGES); do $(MAKE) --no-print-directory train-$$stage; done

reader: $(TRAINING_STAMP)  ## train the reader in two runs and write it small (two hours)
	$(BIN)/python -m training.multilingual
	$(BIN)/python -m training.reader five
	$(BIN)/python -m training.reader six
	$(BIN)/python -m training.shrink six

eight-bits: $(TRAINING_STAMP)  ## write the encoder's 8-bit copy, which the product encodes with
	$(BIN)/python -m training.eight_bits

train-leaks train-tokenizer train-alignment train-initial train-teacher train-multilingual train-french_teacher train-mean train-export: train-%: $(TRAINING_STAMP)
	$(BIN)/python -m training.$*

train-one train-two train-three train-four train-five train-six: train-%: $(TRAINING_STAMP)
	$(BIN)/python -m training.train $*

measure: $(DEV_STAMP)  ## how good the shipped encoder is (wants ../shared)
	$(BIN)/python -m training.measure

review: $(DEV_STAMP)  ## what our own training questions are like, with a sample to read
	$(BIN)/python -m training.review --sample 20

clean:  ## remove what was installed and built here
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
