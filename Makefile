# Every target sets up what it needs, in .venv, from nothing but Python 3.11 or newer and make.
# A change of pyproject.toml sets it up again.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
JOBS ?= 2
# Tests wait, for sockets and for other processes: one process more than cores leaves no core to rest.
WORKERS ?= $(shell expr $(JOBS) + 1)
LOCK := requirements/dev.txt

# Bytecode is kept, also where the environment says otherwise: without it every process of the suite compiles the whole
# package anew, and pytest rewrites every module.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help

.PHONY: help
help: ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(VENV)/.local ## Start an embedded server, fill it with real text and ask it questions
	@$(BIN)/python -m tools.evidence.demo

.PHONY: test
test: $(VENV)/.dev ## Run everything that CI runs
	@$(MAKE) --no-print-directory -j$(JOBS) system lint check
	@echo "Tests, in $(WORKERS) processes: each reads all of them first, and the first result shows after a minute ..."
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -q --durations 20 --durations-min 10

# Each line of the list is one thing that a change can break: layers and names, the whole surface and every request, what
# goes in and comes out of a call, conveniences on it, filters, the document's own rules, and the embedded server.
QUICK := tests/test_layers.py tests/test_names.py tests/test_public_names.py \
	tests/surface tests/terminal/test_help.py \
	tests/calls tests/models tests/introspection \
	tests/conveniences \
	tests/filters \
	tests/contract/test_document.py \
	tests/local/test_server_memories.py tests/local/test_retrieve.py

.PHONY: quick
quick: check ## Say in about a minute whether a change is sound: style, generated files, and what most changes could break
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal -q -m "not slow" $(QUICK)

.PHONY: lint
lint: style types tools-types ## Style and types, nothing is changed

.PHONY: style types tools-types
style: $(VENV)/.dev
	@echo "Style and types: a minute the first time, seconds afterwards ..."
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .

types: $(VENV)/.dev
	$(BIN)/mypy

tools-types: $(VENV)/.dev
	$(BIN)/mypy --python-version 3.11 --package tools

.PHONY: check
check: $(VENV)/.dev ## Fail if a generated file differs from what spec/ makes
	@echo "Generated files ..."
	$(BIN)/python -m tools check

.PHONY: generate
generate: $(VENV)/.dev ## Make everything that is generated
	$(BIN)/python -m tools generate

.PHONY: docs
docs: $(VENV)/.dev ## Build the documentation into site/, without a network
	@$(BIN)/python -m zensical build --strict --clean
	@echo "Open it with: $(BIN)/python -m http.server --directory site"

.PHONY: system
system: # one after the other: they install packages
	@$(MAKE) --no-print-directory -j1 browser shells

# The site is tried in a browser where there is one. It is installed only where that asks nobody: as root, on Debian.
.PHONY: browser
browser:
	@if ! command -v chromedriver >/dev/null && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		echo "Installing Chromium ..."; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends \
			chromium chromium-driver; } >/dev/null 2>&1 || echo "No Chromium: the test of the site is skipped."; \
	fi

# So is completion, in the shells that are there.
.PHONY: shells
shells:
	@if ! { command -v zsh && command -v fish; } >/dev/null && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		echo "Installing zsh and fish ..."; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends \
			zsh fish; } >/dev/null 2>&1 || echo "No zsh or fish: their tests are skipped."; \
	fi

.PHONY: bench
bench: $(VENV)/.dev ## Measure this client beside its peers, and write docs/performance.md
	$(BIN)/python -m tools.bench --write

.PHONY: bench-quick
bench-quick: $(VENV)/.dev ## The same with smaller sizes, and nothing is written
	$(BIN)/python -m tools.bench --quick

.PHONY: soak
soak: $(VENV)/.dev ## Use both clients hard for three minutes, and fail if memory or descriptors grow (SECONDS=180)
	$(BIN)/python -m tools.evidence.soak --seconds $(or $(SECONDS),180)

.PHONY: official
official: $(VENV)/.dev ## Run every operation of the published SDK and every tool of the npm MCP server on the embedded server
	$(BIN)/python -m tools.evidence.official

.PHONY: oasdiff
oasdiff: $(VENV)/.dev ## Compare our diff's verdicts with oasdiff's own, over the history of documents; needs Go, or oasdiff
	$(BIN)/python -m tools.evidence.oasdiff

.PHONY: kills
kills: $(VENV)/.dev ## Kill the embedded server while people and rights change, and look at what is left (KILLS=100)
	$(BIN)/python -m tests.local.kills --kills $(or $(KILLS),100)

.PHONY: futures
futures: $(VENV)/.dev ## Try next documents of the server that a seed makes, and print what fails by kind (SEEDS=200)
	$(BIN)/python -m tests.futures --seeds $(or $(SEEDS),200)

.PHONY: chain
chain: $(VENV)/.dev ## Take every document of the history, one after the other; `make test` takes the last two
	GOODMEM_WHOLE_HISTORY=1 $(BIN)/python -m pytest -q tests/tools/test_track_chain.py

.PHONY: matrix
matrix: $(VENV)/.dev ## Call every operation from a client of every document to a server of every other, and write docs/compatibility.md
	$(BIN)/python -W ignore -m tests.matrix --write

.PHONY: upgrades
upgrades: $(VENV)/.dev ## Check programs of many styles against every pair of documents, and print how often that is right (SEED=1 PROGRAMS=200)
	$(BIN)/python -m tests.upgrade $(or $(SEED),1) $(or $(PROGRAMS),200)

.PHONY: agents
agents: $(VENV)/.dev ## Call every operation as an agent over stdio and HTTP, make random calls that may only read, and search wishes (CALLS=10000)
	$(BIN)/python -m tests.agents --calls $(or $(CALLS),10000)

.PHONY: wild
wild: $(VENV)/.dev ## Call every operation of the OpenAPI documents in a folder, and print which are called right (DIR=...)
	$(BIN)/python -m tests.wild $(DIR)

.PHONY: first-hour
first-hour: $(VENV)/.local ## Install as the README says, in a new environment, and run every block of the first pages, twice
	@$(BIN)/python -m tools.evidence.first_hour

.PHONY: pythons
pythons: $(VENV)/.dev ## On every Python that is here: check types, install the wheel with each extra, run the quickstart twice (ARGS=)
	GOODMEM_ALL_PYTHONS=1 $(BIN)/python -m pytest -q tests/typing
	@$(BIN)/python -m tests.wheel.proof $(ARGS)

.PHONY: suites
suites: $(VENV)/.dev ## On every Python that is here: run the whole suite, from where it was stopped (ARGS="--python 3.12 --minutes 5")
	@$(BIN)/python -m tests.support.suites --workers $(WORKERS) $(ARGS)

.PHONY: weights
weights: $(VENV)/.dev ## Make dist/goodmem_dyn_wordllama-….whl: the built-in embedder's weights, for every Python
	@$(BIN)/python -m tools weights

.PHONY: ray
ray: $(VENV)/.dev ## Prove bulk ingestion on a local Ray, one of whose workers is killed; installs Ray, which is large
	$(PIP) install --editable '.[local,ray]'
	$(BIN)/python -m tests.bulk.ray_proof

.PHONY: proof
proof: $(VENV)/.dev ## Prove bulk ingestion with 20 kills, faults and lost journals; takes minutes
	$(BIN)/python -m tests.bulk.proof

COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-emit-index-url \
	--no-emit-find-links --quiet $(if $(PACKAGE),--upgrade-package $(PACKAGE),--upgrade)

.PHONY: lock
lock: $(BIN)/python ## Pin what development, tests and releases install anew, with hashes (PACKAGE=name for one)
	@$(PIP) install 'uv>=0.7'
	@$(COMPILE) --extra bulk --extra cli --extra local --group dev --group docs --group test --python-version 3.11 \
		--output-file $(LOCK)
	@$(COMPILE) --extra cli --extra local --group dev --group test --python-version 3.10 \
		--output-file requirements/matrix.txt
	@$(COMPILE) --group release --python-version 3.10 --output-file requirements/release.txt

.PHONY: fuzz
fuzz: $(VENV)/.dev ## Fuzz frames, bodies, filters, documents, arguments and the embedded server (MINUTES=60)
	$(BIN)/python -m tests.fuzz --minutes $(or $(MINUTES),60)

.PHONY: red
red: $(VENV)/.dev ## Take away what mended each reported row, one at a time, and see its test fail (ROWS="R3 H1")
	$(BIN)/python -m tests.red $(ROWS)

.PHONY: hostile
hostile: $(VENV)/.dev ## Call servers that say anything, by documents that say anything, in bounded time and memory (MINUTES=60)
	$(BIN)/python -m tests.hostile --minutes $(or $(MINUTES),60)

.PHONY: survival
survival: $(VENV)/.dev ## Prove that nothing acknowledged is lost: 20 kills, a full disk, a lock held for 40 seconds
	$(BIN)/python -m tests.kept.proof

.PHONY: memory
memory: $(VENV)/.dev ## Say how much memory an embedded server takes for texts of 10, 50 and 100 MB (MB="10 50 100")
	$(BIN)/python -W ignore -m tests.kept.memory $(MB)

.PHONY: clean
clean: ## Remove what make set up
	rm -rf $(VENV)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed, and $(PYTHON) is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.local: pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV) ..."
	@$(PIP) install --editable '.[local]'
	@touch $@

# Every version and every file of it is pinned; the package itself brings none along. uv, itself as the lock has it, takes
# a sixth of pip's time; pip stands in where it alone knows how to reach an index.
$(VENV)/.dev: pyproject.toml $(LOCK) | $(BIN)/python
	@echo "Setting up $(VENV) with the developer tools ..."
	@awk '/^[a-z]/ {wanted = /^uv==/} wanted' $(LOCK) >$(VENV)/uv.txt
	@$(PIP) install --require-hashes --requirement $(VENV)/uv.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --requirement $(LOCK) \
		|| $(PIP) install --require-hashes --requirement $(LOCK)
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.local
