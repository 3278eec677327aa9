# make demo   repair the articles in seeds/ in a copy and show the diff
# make test   the whole suite; REQUIRE=all fails when a test is left out for want of a real part
# Works on a machine that has Python 3.11, git and make: everything else goes into .venv.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
DEMO := .demo
REQUIRE ?=

.PHONY: help demo test lint docs seeds evidence bench clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "$(PYTHON) cannot make a virtual environment (on Debian: apt install python3-venv)" >&2; rm -rf $(VENV); exit 1; }

$(VENV)/.plain: setup.cfg pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.test: setup.cfg pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@ $(VENV)/.plain

$(VENV)/.lint: setup.cfg pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,lint]'
	@touch $@ $(VENV)/.test $(VENV)/.plain

$(VENV)/.bench: setup.cfg pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@ $(VENV)/.plain

demo: $(VENV)/.plain
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	@for seed in seeds/*.txt; do case $$seed in *.expected.txt) ;; *) cp $$seed $(DEMO)/ ;; esac; done
	@cd $(DEMO) && ../$(BIN)/repair diff --word .
	@cd $(DEMO) && ../$(BIN)/repair apply --safety review --exit-zero .
	@echo "The repaired copies are in $(DEMO)/; \`cd $(DEMO) && ../$(BIN)/repair undo\` takes the run back."

test: $(VENV)/.test
	@REQUIRE=$(REQUIRE) $(BIN)/python -m pytest $(PYTEST)

lint: $(VENV)/.lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.plain
	$(BIN)/python docs/generate.py

seeds: $(VENV)/.plain
	$(BIN)/python seeds/renew.py

evidence: $(VENV)/.bench
	@test -n "$(BENCH_DATA)" || { echo "say where the texts are: make evidence BENCH_DATA=DIR (docs/development.md)" >&2; exit 2; }
	$(BIN)/python benchmarks/evidence.py "$(BENCH_DATA)"
	$(BIN)/python docs/generate.py

bench: $(VENV)/.bench
	@test -n "$(BENCH_DATA)" || { echo "say where the texts are: make bench BENCH_DATA=DIR (docs/development.md)" >&2; exit 2; }
	$(BIN)/python benchmarks/run.py "$(BENCH_DATA)"

clean:
	rm -rf $(VENV) $(DEMO) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache
