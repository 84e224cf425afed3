# The two commands a newcomer needs: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: run test lint types format week pictures sheet bench attention campaign clean help

help:  ## say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/'

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Heed needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[playground,dev]'
	@touch $@

run: $(INSTALLED)  ## join the workspace of .env, or start the playground without one
	@$(BIN)/python -m bot

test: $(INSTALLED)  ## everything, on SQLite and on PostgreSQL
	@$(BIN)/python -m pytest -n 3

lint: $(INSTALLED)  ## style
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(INSTALLED)  ## mend the style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(INSTALLED)  ## types
	@$(BIN)/mypy

week: $(INSTALLED)  ## play a week at a support desk and leave
	@$(BIN)/python -m bot playground --week

pictures: $(INSTALLED)  ## make the pictures of the docs anew, from the playground
	@$(BIN)/python -m bot.playground.pictures

sheet: $(INSTALLED)  ## draw every message and form, narrow and wide, light and dark, into build/sheet
	@$(BIN)/python -m tests.messages.sheet

bench: $(INSTALLED)  ## measure against other ways of doing the same; a few minutes
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[playground,bench]'
	@$(BIN)/python -m benchmarks

attention: $(INSTALLED)  ## play quarters with ways to remind people; ten minutes, into docs/attention.md
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[playground,bench]'
	@$(BIN)/python -m benchmarks.attention --write

campaign: $(INSTALLED)  ## kill, pause and mistreat it for half an hour
	@HEED_CAMPAIGN=long $(BIN)/python -m pytest -n 2 tests/campaign tests/services/test_company.py tests/stories

clean:  ## forget what was installed
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
