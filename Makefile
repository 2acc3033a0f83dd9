# Every target sets up what it needs in .venv; nothing outside this folder is touched.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
INSTALLED := $(VENV)/installed
IN_VENV := VIRTUAL_ENV="$(CURDIR)/$(VENV)" PATH="$(CURDIR)/$(VENV)/bin:$$PATH"
SQL := dbt_project

.PHONY: help nightly test accuracy soak mutants bench rebuild-landing dev sign lint format check-defs lock \
    clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

nightly: $(INSTALLED) ## Land, build, check and publish: the demo company, or yours by the settings
	@$(IN_VENV) python -m dagster_pipeline.nightly

test: $(INSTALLED) ## Run every test that needs no extra service
	@$(IN_VENV) python -m pytest

accuracy: $(INSTALLED) ## Score a simulated company beside two baselines: ACCURACY="--seed 1 --returns 5000 --healthy"
	@$(IN_VENV) python -m tests.accuracy.night $(ACCURACY)

soak: $(INSTALLED) ## Run the tests that take too long for every change: a hundred kills, and more
	@$(IN_VENV) python -m pytest -m soak

mutants: $(INSTALLED) ## Put small faults into the models' SQL; how many do their tests notice: MUTANTS="links"
	@$(IN_VENV) python -m tests.mutants $(MUTANTS)

bench: $(INSTALLED) ## Measure landing and a night; BENCH="--help" for more
	@$(IN_VENV) python -m tests.benchmarks $(BENCH)

rebuild-landing: $(INSTALLED) ## Land all exports into a new landing.duckdb, with the old landed_at
	@$(IN_VENV) python -m dagster_pipeline.landing --rebuild

dev: $(INSTALLED) ## Open the Dagster UI on this machine
	@$(IN_VENV) python -m dagster_pipeline.dg dev

sign: export COMPANY PERIOD SIGNED_BY THRESHOLD
sign: $(INSTALLED) ## Sign a period of the current release: COMPANY= PERIOD= [SIGNED_BY= THRESHOLD=]
	@$(IN_VENV) python -m dagster_pipeline.signing --company="$$COMPANY" --period="$$PERIOD" \
	    --signed-by="$$SIGNED_BY" --threshold="$$THRESHOLD"

lint: $(INSTALLED) ## Check style and format of Python and SQL
	@$(IN_VENV) ruff check .
	@$(IN_VENV) ruff format --check .
	@$(IN_VENV) sqlfluff lint --disable-progress-bar $(SQL)

format: $(INSTALLED) ## Rewrite Python and SQL in the project's format
	@$(IN_VENV) ruff check --fix .
	@$(IN_VENV) ruff format .
	@$(IN_VENV) sqlfluff fix --disable-progress-bar $(SQL)

check-defs: $(INSTALLED) ## Check that the Dagster definitions load
	@$(IN_VENV) python -m dagster_pipeline.dg check defs

lock: ## Write requirements.lock anew from pyproject.toml (needs uv)
	@uv pip compile --universal --generate-hashes --no-strip-extras --python-version 3.11 \
	    --all-extras --custom-compile-command "make lock" --quiet \
	    --output-file requirements.lock pyproject.toml

clean: ## Remove .venv and caches; the warehouse folder stays
	@rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Candidates are run, not only looked up: a version manager's stand-in exists and refuses to run.
# uv installs faster where it is there and works; pip does as well. Bytecode is compiled on purpose:
# without it every command starts three seconds later.
$(INSTALLED): requirements.lock
	@set -euo pipefail; \
	fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'; \
	python=''; \
	for candidate in python3.11 python3.12 python3.13 python3 python; do \
	    if "$$candidate" -c "$$fits" >/dev/null 2>&1; then python="$$candidate"; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	    echo 'Python 3.11, 3.12 or 3.13 is needed, and none was found on PATH. Install one and run make again.' >&2; \
	    exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$("$$python" --version); this is done once."; \
	rm -rf $(VENV); \
	if uv venv --quiet --no-config --python "$$("$$python" -c 'import sys; print(sys.executable)')" \
	        $(VENV) 2>/dev/null \
	    && uv pip install --quiet --no-config --python $(VENV)/bin/python --require-hashes \
	        -r requirements.lock; then :; \
	else \
	    rm -rf $(VENV); \
	    "$$python" -m venv $(VENV); \
	    $(VENV)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes \
	        -r requirements.lock; \
	fi; \
	$(VENV)/bin/python -m compileall -q -j 0 $(VENV)/lib >/dev/null 2>&1 || true; \
	touch $(INSTALLED)
