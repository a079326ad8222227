# Everything happens inside this clone: Python packages in .venv, Node's in labextension/node_modules,
# the bundled views in pylq_ext/static. Node itself comes from a Python package, so none need be installed.

SHELL := /bin/sh
BIN := .venv/bin
NPM := $(BIN)/npm --prefix labextension
ARGS ?=
PYTEST_ARGS ?=

# The programs of .venv come first, `node` for npm's scripts among them.
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PYTHONS := python3 python3.11 python3.12 python3.13 python3.14 python
FRONTEND_SOURCES := labextension/build.mjs labextension/package.json $(shell find labextension/src -type f ! -name '*.test.*')

.DEFAULT_GOAL := help
.PHONY: help demo setup test test-all lint typescript python python-long format clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | awk -F '\t' '{ printf "  make %-12s %s\n", $$1, $$2 }'

demo: .venv/.demo pylq_ext/static/widget.js ## play a lesson: server, panel, notebooks, simulated class (ARGS="--students 30 --autoplay")
	@exec $(BIN)/pylq demo $(ARGS)

setup: .venv/.test pylq_ext/static/widget.js ## install what the tests and linters need, and build the views

test: lint typescript python ## run linters and tests, but those marked long

test-all: test python-long ## run the tests marked long as well

lint: setup ## check formatting, style, types and layers, in Python and TypeScript
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(NPM) run format:check
	$(NPM) run lint
	$(NPM) run typecheck

typescript: setup ## run the TypeScript tests
	$(NPM) run test

python: setup ## run the Python tests, but those marked long (PYTEST_ARGS="-k rooms")
	PYLQ_CHROMIUM="$$(.ci/chromium)" && export PYLQ_CHROMIUM && $(BIN)/pytest -m "not long" $(PYTEST_ARGS)

python-long: setup ## run only the Python tests marked long
	PYLQ_CHROMIUM="$$(.ci/chromium)" && export PYLQ_CHROMIUM && $(BIN)/pytest -m long $(PYTEST_ARGS)

format: setup ## put the code into its standard form
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	$(NPM) run format

clean: ## remove everything that was set up or built here
	rm -rf .venv dist labextension/node_modules pylq_ext/static
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find pylq_ext tests -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp says for which pyproject.toml the set-up is done. The views are built by make, not by pip:
# pip would install Node again, in an environment of its own.
.venv/.tools: pyproject.toml
	@for python in $(PYTHONS); do \
	  if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    test -x $(BIN)/python || $$python -m venv .venv || exit 1; break; \
	  fi; \
	done; \
	test -x $(BIN)/python || { \
	  echo 'No Python 3.11 or later with its venv module was found (on Debian: apt-get install python3-venv).' >&2; exit 1; }
	$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], "editables", sep="\n")' > .venv/build-requires.txt
	$(BIN)/python -m pip install --quiet --requirement .venv/build-requires.txt
	@touch $@

.venv/.demo: .venv/.tools
	HATCH_JUPYTER_BUILDER_SKIP_NPM=1 $(BIN)/python -m pip install --quiet --no-build-isolation --editable '.[demo]'
	@touch $@

.venv/.test: .venv/.tools
	HATCH_JUPYTER_BUILDER_SKIP_NPM=1 $(BIN)/python -m pip install --quiet --no-build-isolation --editable '.[test]'
	@touch .venv/.demo $@

labextension/node_modules/.package-lock.json: labextension/package-lock.json labextension/.npmrc | .venv/.tools
	$(NPM) ci
	@touch $@

pylq_ext/static/widget.js: labextension/node_modules/.package-lock.json $(FRONTEND_SOURCES)
	$(NPM) run build
