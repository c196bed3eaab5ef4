# `make release` sets everything up and turns raw/ into a release; `make test` sets up and runs the tests.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
# The locks are complete, so nothing is left for pip to resolve.
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq install --no-deps
PACKAGE_FILES := $(shell find datapackage transforms flows -name '*.py' -o -name '*.typed') pyproject.toml
UV_LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
	--python-version 3.11 pyproject.toml

.PHONY: setup release test lint lock clean
.DELETE_ON_ERROR:

setup: $(VENV)/.installed

release: setup
	$(BIN)/demarches release

test: $(VENV)/.tested-with
	$(BIN)/pytest

lint: $(VENV)/.tested-with
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy tests

lock: $(VENV)/.tested-with
	$(UV_LOCK) -o requirements.lock
	$(UV_LOCK) --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) build dist .cache

$(VENV)/.made:
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.required: requirements.lock | $(VENV)/.made
	@echo 'Installing what requirements.lock pins (a minute or two the first time) ...'
	@$(PIP) --require-hashes -r requirements.lock
	touch $@

# A strict editable install lists its files once: a new file or a changed pyproject.toml needs it again.
$(VENV)/.files: $(PACKAGE_FILES) | $(VENV)/.made
	@echo $(sort $(PACKAGE_FILES)) | cmp -s - $@ || echo $(sort $(PACKAGE_FILES)) > $@

$(VENV)/.installed: $(VENV)/.required $(VENV)/.files pyproject.toml
	@$(PIP) --editable . --config-settings editable_mode=strict
	touch $@

$(VENV)/.tested-with: requirements-dev.lock $(VENV)/.installed
	@echo 'Installing what requirements-dev.lock pins ...'
	@$(PIP) --require-hashes -r requirements-dev.lock
	touch $@
