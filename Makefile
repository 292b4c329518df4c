# Viva's commands. `make` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
# What `make check` needs to know of a site with TLS, so that the deployment check has something to check.
DEPLOYED := VIVA_ORIGIN=https://viva.example VIVA_VAR_DIR=$(VENV)/check-var
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --no-emit-index-url --no-header --no-annotate --universal --python-version 3.11.2

.DEFAULT_GOAL := help
.PHONY: help install serve test check bench browser lock screenshots

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

install: $(VENV)/.development ## Install Viva with what developing it needs, into .venv

serve: $(VENV)/.runtime ## Install what is missing, prepare the site and serve it
	@$(BIN)/python manage.py serve

test: $(VENV)/.development ## Run all tests (journeys in a browser need `make browser` once)
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4

check: $(VENV)/.development ## Lint, formats, types, import directions, migrations, deployment
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 --check {} +
	$(DEPLOYED) $(BIN)/python manage.py makemigrations --check --dry-run
	$(DEPLOYED) $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(VENV)/.development ## Measure speed and memory
	$(BIN)/python -m tests.benchmarks

browser: ## Install Chromium and fonts for the tests in a browser (Debian, Ubuntu)
	@requirements/install_browser

lock: $(VENV)/.development ## Write the requirements files anew from pyproject.toml
	$(LOCK) --all-extras --output-file requirements/constraints.txt
	$(LOCK) --extra postgres --generate-hashes --output-file requirements/production.txt

screenshots: $(VENV)/.development ## Take the pictures of the README from the running product
	$(BIN)/python docs/screenshots.py

# A mark says which requirements .venv holds; it is older than its requirements file where something is to be installed.
$(VENV)/.development: requirements/constraints.txt | $(BIN)/pip
	@echo "Installing Viva and its development tools into $(VENV) …"
	@$(PIP) install --requirement requirements/constraints.txt
	@touch $(VENV)/.runtime $@

$(VENV)/.runtime: requirements/production.txt | $(BIN)/pip
	@echo "Installing Viva into $(VENV) …"
	@$(PIP) install --require-hashes --requirement requirements/production.txt
	@touch $@

$(BIN)/pip:
	@command -v $(PYTHON) >/dev/null || { echo "Viva needs Python 3.11.2 or newer, and there is no $(PYTHON) here: install it, or name another, as in: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) requirements/check_python.py
	@$(PYTHON) -m venv $(VENV)
