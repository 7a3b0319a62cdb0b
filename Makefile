# make app: set up, build the index, open the app.   make test: set up, check, test.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export HF_HUB_OFFLINE := 1

.PHONY: app build test check evaluate bench torture train clean

app: build
	$(BIN)/kolektivka serve

build: .venv/installed
	$(BIN)/kolektivka build

test: check build
	$(BIN)/pytest

check: .venv/developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

evaluate: build .venv/trained
	$(BIN)/python -m index.results_page

# Hours for a million units; SIZES="0 10000" measures less (0: the real sources). What was measured is not measured
# again: BENCH="--again build" does so. The page gets the figures by `make evaluate`.
SIZES ?= 0 10000 100000 1000000
bench: .venv/benched
	$(BIN)/python -m bench --sizes $(SIZES) $(BENCH)

# The texts for training lie beside the checkout, and never in it.
train: .venv/trained
	$(BIN)/python -m index.train --data ../shared/training-data --out models/static-256

# torch first and alone: its exact version is a build without CUDA, which a range would miss.
.venv/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet torch==2.13.0
	$(BIN)/pip install --quiet --editable .
	touch $@

.venv/developed: .venv/installed
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@

.venv/trained: .venv/developed
	$(BIN)/pip install --quiet --editable '.[train]'
	touch $@

# Everything that is tried on failing disks, killed builds, damaged files and hostile input: an hour on two cores.
# PARTS="kills damage" tries less, SEED=2 something else.
torture: .venv/developed
	$(BIN)/python -m torture --seed $(or $(SEED),1) $(PARTS)

.venv/benched: .venv/developed
	$(BIN)/pip install --quiet --editable '.[bench]'
	touch $@

# Documents that people added lie in artifacts/added, and stay.
clean:
	rm -rf .venv artifacts/index build *.egg-info
