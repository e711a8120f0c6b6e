# `make run` serves on this machine; `make test` proves it. Both set up what they need.
SHELL := /bin/bash
PORT ?= 8000
STEADY_DATA ?= var
PY := .venv/bin/python

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test test-slow lint types layers unit scripts browser browser-pages browser-leaving check check-content preview coverage words screenshots lighthouse messages mutants lock outdated

help: ## What can be asked for
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup:
	@scripts/setup run

setup-dev:
	@scripts/setup test

run: setup ## Serve on http://127.0.0.1:8000 (PORT= and STEADY_DATA= are honoured)
	@export STEADY_DATA="$(STEADY_DATA)" STEADY_PLAIN_HTTP=1 && $(PY) manage.py prepare \
	  && exec $(PY) manage.py serve --port "$(PORT)"

test: setup-dev lint types layers check scripts ## Everything: lint, types, layers, checks, unit and browser tests
	@# Three side by side, for they wait as much as they work; the last begins when one has ended.
	@$(MAKE) --no-print-directory --jobs=3 --output-sync=line browser-pages unit browser-leaving test-slow
	@echo "All of it passed."

lint: setup-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m djlint templates --lint --quiet
	node_modules/.bin/biome ci --log-level=warn

types: setup-dev
	STEADY_DATA="$$(mktemp -d)" STEADY_PLAIN_HTTP=1 $(PY) -m mypy

layers: setup-dev
	.venv/bin/lint-imports --no-cache

check: setup-dev
	STEADY_DATA="$$(mktemp -d)" STEADY_PLAIN_HTTP=1 $(PY) manage.py check --fail-level WARNING
	STEADY_DATA="$$(mktemp -d)" STEADY_PLAIN_HTTP=1 $(PY) manage.py makemigrations --check --dry-run

check-content: setup ## Look over every content file: schema, notes, grade, words
	STEADY_DATA="$(STEADY_DATA)" STEADY_PLAIN_HTTP=1 $(PY) manage.py check_content

FILE ?=
preview: setup ## See one content file live: make preview FILE=skills_app/content/library/en/modules/m05.yaml
	@test -n "$(FILE)" || { echo "Say which file: make preview FILE=skills_app/content/library/en/modules/m05.yaml" >&2; exit 1; }
	STEADY_DATA="$(STEADY_DATA)" STEADY_PLAIN_HTTP=1 $(PY) manage.py preview_content "$(FILE)" $(if $(filter command line environment,$(origin PORT)),--port $(PORT))

coverage: setup ## Write docs/coverage.md: which step serves which part of care
	STEADY_DATA="$(STEADY_DATA)" STEADY_PLAIN_HTTP=1 $(PY) manage.py content --coverage > docs/coverage.md

words: setup ## A table of every boundary script, to be read through (var/words.md)
	@mkdir -p -m 700 "$(STEADY_DATA)"
	STEADY_DATA="$(STEADY_DATA)" STEADY_PLAIN_HTTP=1 $(PY) manage.py content --words > "$(STEADY_DATA)/words.md"
	@echo "The table is in $(STEADY_DATA)/words.md"

# Each of these takes minutes: whole processes are killed, or every form is sent hostile input.
SLOW := tests/fuzz tests/vault/stress

unit: setup-dev
	$(PY) -m pytest tests --ignore=tests/browser $(SLOW:%=--ignore=%) -q

test-slow: setup-dev ## What of the unit tests takes minutes; make test runs it, too
	$(PY) -m pytest $(SLOW) -q

scripts: setup-dev ## The tests of the scripts' pure parts (tests/js), under Node
	node --test tests/js/*.test.js

browser: browser-pages browser-leaving

browser-pages: setup-dev
	$(PY) -m pytest -q tests/browser --ignore-glob='*/test_leaving*.py'

browser-leaving: setup-dev
	$(PY) -m pytest -q tests/browser/test_leaving*.py

SCREENS ?= $(STEADY_DATA)/screens
screenshots: setup-dev ## Draw every page, narrow and wide, light and dark: sheets in docs/screens, each by itself in var/screens
	SCREENS="$(SCREENS)" $(PY) -m pytest -q tests/browser/screens.py

lighthouse: setup-dev ## Lighthouse on twelve pages, mobile and desktop (on a quiet machine; not part of test)
	@cd scripts/lighthouse && { [ -d node_modules/lighthouse ] || npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; }
	CHROME_PATH="$$(command -v chromium || command -v chromium-browser || command -v google-chrome-stable || command -v google-chrome)" \
	  node scripts/lighthouse/run.mjs

LOCALE ?=
messages: setup ## Gather texts to translate: make messages LOCALE=de (without LOCALE: a template, and all brought up to date)
	@command -v xgettext >/dev/null || { echo "This needs GNU gettext. On Debian: apt-get install gettext" >&2; exit 1; }
	@mkdir -p locale
	STEADY_DATA="$(STEADY_DATA)" STEADY_PLAIN_HTTP=1 $(PY) manage.py makemessages --ignore ".venv" --ignore node_modules --ignore mutants --ignore tests \
	  --keep-pot --no-location --add-location file $(if $(LOCALE),--locale $(LOCALE),--all)
	STEADY_DATA="$(STEADY_DATA)" STEADY_PLAIN_HTTP=1 $(PY) manage.py compilemessages --ignore ".venv" --ignore node_modules --ignore mutants
	@echo "$$(( $$(grep -c '^msgid "' locale/django.pot) - 1 )) texts are gathered in locale/django.pot."
	@$(if $(LOCALE),echo "Next: translate locale/$(LOCALE)/LC_MESSAGES/django.po and run this again.",echo "Next: make messages LOCALE=de makes locale/de/LC_MESSAGES/django.po to translate.")

mutants: setup-dev ## Break the vault's pure parts one by one and see that tests notice (long; not part of test)
	STEADY_PLAIN_HTTP=1 .venv/bin/mutmut run
	.venv/bin/mutmut results

lock: setup-dev ## Pin requirements anew from the short lists
	$(PY) -m pip install --quiet uv
	.venv/bin/uv pip compile --quiet --upgrade --generate-hashes --python-version 3.11 --no-emit-index-url --no-header requirements.in -o requirements.txt
	.venv/bin/uv pip compile --quiet --upgrade --generate-hashes --python-version 3.11 --no-emit-index-url --no-header requirements-dev.in -o requirements-dev.txt

outdated: setup-dev ## Say which pinned packages are behind (asks the package index; not part of test)
	$(PY) -m pip install --quiet uv
	@$(PY) scripts/outdated
