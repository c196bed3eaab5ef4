# `make release` sets everything up and turns raw/ into a release; `make test` sets up and runs the tests.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
# The locks are complete, so nothing is left for pip to resolve.
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq install --no-deps
PACKAGE_FILES := $(shell find datapackage transforms flows -type f -not -path '*/__pycache__/*') pyproject.toml
UV_LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
	--python-version 3.11 pyproject.toml

# The reader is trained in an environment of its own: nothing else needs torch. Its build (for CPUs or a graphics
# card), and where pip gets that from, is the user's to choose.
TRAIN_VENV := .venv-train
TORCH ?= torch==2.13.0
READER ?= datapackage/reader
TRAIN_PIP := $(TRAIN_VENV)/bin/python -m pip --disable-pip-version-check -qq install
TRAIN_LOCK := $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	--python-platform x86_64-manylinux_2_28 --override training/left-out.in --no-emit-package torch \
	-c requirements.lock training/requirements.in

.PHONY: setup release test lint lock quality train annotated clean
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
	$(BIN)/mypy --ignore-missing-imports training benchmarks

lock: $(VENV)/.tested-with
	$(UV_LOCK) -o requirements.lock
	$(UV_LOCK) --group dev --group picture -c requirements.lock -o requirements-dev.lock
	$(TRAIN_LOCK) -o training/requirements.lock

# Page, picture and figures of how good it is, from gold files that do not come with the project.
quality: $(VENV)/.tested-with
	@test -n '$(GOLD)' || { echo 'On what? Say: make quality GOLD="gold.jsonl more.gold.jsonl.gz"' >&2; exit 2; }
	$(BIN)/python -m benchmarks.quality $(GOLD)

train: annotated $(TRAIN_VENV)/.installed
	$(TRAIN_VENV)/bin/python -m training.train --statements '$(STATEMENTS)' --demands '$(DEMANDS)' $(PLAN)
	$(TRAIN_VENV)/bin/python -m training.teach --statements '$(STATEMENTS)' --demands '$(DEMANDS)' --texts $(TEXTS) \
		--output '$(READER)' $(TEACH)

annotated:
	@test -f '$(STATEMENTS)' -a -f '$(DEMANDS)' || { echo "No such annotated texts: STATEMENTS='$(STATEMENTS)'," \
		"DEMANDS='$(DEMANDS)'. Say: make train STATEMENTS=FILE DEMANDS=FILE (see training/README.md)" >&2; exit 2; }

clean:
	rm -rf $(VENV) $(TRAIN_VENV) build dist .cache

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

$(TRAIN_VENV)/.made:
	$(PYTHON) -m venv $(TRAIN_VENV)
	echo '*' > $(TRAIN_VENV)/.gitignore
	touch $@

$(TRAIN_VENV)/.required: requirements.lock training/requirements.lock | $(TRAIN_VENV)/.made
	@echo 'Installing what training needs (some minutes the first time) ...'
	@$(TRAIN_PIP) --no-deps --require-hashes -r requirements.lock
	@$(TRAIN_PIP) --no-deps --require-hashes -r training/requirements.lock
	@$(TRAIN_PIP) '$(TORCH)'
	touch $@

$(TRAIN_VENV)/.installed: $(TRAIN_VENV)/.required pyproject.toml
	@$(TRAIN_PIP) --no-deps --editable .
	touch $@
