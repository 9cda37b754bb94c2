# The register of the Digi-Lots*innen. Needs python3 (3.11 or newer, with venv), make and git; brings the rest itself.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

UV_VERSION := 0.13.9
# Python is the one of this machine; a city's proxy with a certificate of its own is trusted as the system trusts it.
export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS := true
export UV_NATIVE_TLS := true
export UV_PYTHON := .tools/bin/python3
export UV_PROJECT_ENVIRONMENT := .venv
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH

PYTHON := .venv/bin/python
UV := .tools/.uv-$(UV_VERSION)
READY := .venv/.ready
READY_FOR_WORK := .venv/.ready-for-work
# Settings of a real installation, as far as the checks need them; the secret is none.
PRODUCTION := env -u DEMO -u DEBUG PUBLIC_URL=https://register.example DATABASE_URL=sqlite://:memory: \
	SECRET_KEY=check-only-01234567890-abcdefghijklmnopqrstuvwxyz-ABCDEF

.PHONY: help demo demo-reset install test test-sqlite test-postgres check lint fix messages conformance bench clean

help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS='	' read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

demo: $(READY) ## Serve the demo register on http://127.0.0.1:8000/ (PORT, DATABASE_URL)
	@exec $(PYTHON) tools/demo.py

demo-reset: $(READY) ## The same with a new register
	@exec $(PYTHON) tools/demo.py --afresh

test: $(READY_FOR_WORK) ## Run all tests on SQLite and on PostgreSQL, with a real browser (ARGS for pytest)
	@exec $(PYTHON) tools/suite.py $(ARGS)

test-sqlite: $(READY_FOR_WORK) ## Run tests on SQLite only, quickly (ARGS)
	@exec $(PYTHON) -m pytest $(ARGS)

test-postgres: $(READY_FOR_WORK) ## Run tests on PostgreSQL only (ARGS)
	@TEST_DATABASE=postgres exec $(PYTHON) tools/postgres.py $(PYTHON) -m pytest $(ARGS)

check: lint test ## Everything that must hold before a commit

lint: $(READY_FOR_WORK) ## Look at the code without running it
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	find templates -name "*.html" -exec .venv/bin/djade --target-version 5.2 --check {} +
	$(PYTHON) -m djlint --quiet --lint templates
	$(PYTHON) -m mypy
	$(PYTHON) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(PRODUCTION) $(PYTHON) manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(PYTHON) -W error manage.py check --deploy --fail-level WARNING
	$(PYTHON) tools/messages.py check
	$(PYTHON) tools/vendor.py --check
	.tools/bin/uv lock --check --offline --quiet

fix: $(READY_FOR_WORK) ## Format the code
	$(PYTHON) -m ruff check --fix --quiet . || true
	$(PYTHON) -m ruff format .
	find templates -name "*.html" -exec .venv/bin/djade --target-version 5.2 {} + || true

messages: $(READY_FOR_WORK) ## Collect new texts for the German catalogue; once translated, compile it
	$(PYTHON) tools/messages.py update
	$(PYTHON) tools/messages.py compile

conformance: $(READY_FOR_WORK) ## Validate the letters with veraPDF (needs Java 17 and Maven)
	@exec $(PYTHON) -m tools.conformance

bench: $(READY_FOR_WORK) ## Measure the pages at 500 and 10,000 pilots (SIZES="500 10000 100000")
	@exec $(PYTHON) tools/bench.py $(SIZES)

install: $(READY_FOR_WORK) ## Install everything a developer needs

clean: ## Remove what was installed and made, but no data
	rm -rf .venv .tools staticfiles .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(UV):
	@command -v python3 >/dev/null || { echo "python3 (3.11 or newer) is missing." >&2; exit 1; }
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "python3 is too old: 3.11 or newer is needed." >&2; exit 1; }
	@python3 -c 'import ensurepip, venv' || { echo "python3 lacks venv: on Debian, apt-get install python3-venv." >&2; exit 1; }
	python3 -m venv .tools
	.tools/bin/python3 -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

# The demo leaves a developer's tools where they are.
$(READY): uv.lock pyproject.toml $(UV)
	.tools/bin/uv sync --frozen --no-dev --inexact --quiet
	@touch $@

$(READY_FOR_WORK): uv.lock pyproject.toml $(UV)
	.tools/bin/uv sync --frozen --quiet
	@touch $(READY) $@
