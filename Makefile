# One command a habit. `make run` and `make test` are all that a new machine needs.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask --app app
export PYTHONDONTWRITEBYTECODE := $(PYTHONDONTWRITEBYTECODE)

.PHONY: messages run test test-long gates audit scan lighthouse container-check bench bench-recovery soak bench-content bench-assessment bench-review bench-planning bench-drawing bench-exam bench-studio rules check format demo demo-clear images badge-pictures vendor clean

run: $(VENV)/run.stamp
	@$(FLASK) serve --port $(PORT)

demo: $(VENV)/run.stamp
	@$(FLASK) demo fill

demo-clear: $(VENV)/run.stamp
	@$(FLASK) demo clear

test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -m "not long" --numprocesses auto --dist loadgroup --no-loadscope-reorder

test-long: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -m long

bench: $(VENV)/dev.stamp
	@$(BIN)/python -m bench.whole

bench-recovery: $(VENV)/dev.stamp
	@$(BIN)/python -m bench.recovery

soak: $(VENV)/dev.stamp
	@$(BIN)/python -m bench.soak

bench-content: $(VENV)/dev.stamp
	@$(BIN)/python -m bench.content

bench-assessment: $(VENV)/dev.stamp
	@$(BIN)/python -m bench.assessment

bench-review: $(VENV)/dev.stamp
	@$(BIN)/python -m bench.review

bench-planning: $(VENV)/dev.stamp
	@$(BIN)/python -m bench.planning

bench-drawing: $(VENV)/dev.stamp
	@$(BIN)/python -m bench.drawing

bench-exam: $(VENV)/dev.stamp
	@$(BIN)/python -m bench.exam

bench-studio: $(VENV)/dev.stamp
	@$(BIN)/python -m bench.studio

# What our own rules say of the sources alone: some twenty seconds, so no change lands without.
OF_SOURCES := $(addprefix tests/test_,architecture.py rules.py docs.py asvs.py packages.py performance_figures.py)

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive tpmlearn bin bench app.py
	$(BIN)/djlint --lint --quiet tpmlearn
	$(FLASK) content check
	$(BIN)/python -m tests.check_migrations
	$(BIN)/python -m pytest --quiet --numprocesses auto $(OF_SOURCES)

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

# The catalogues of words: what the code says, compiled; docs/languages.md.
messages: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.words.make_messages

images: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.browser.make_images

# The PNG pictures that carry badges, one a kind; they ship with the site.
badge-pictures: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.browser.make_badge_pictures

# Programs of others that must accept what we write; the tests skip them where they are missing.
gates:
	@mkdir -p .cache/gates
	@cp tests/gates/package.json tests/gates/package-lock.json .cache/gates/
	@cd .cache/gates && npm ci --silent --ignore-scripts --no-audit --no-fund

# What is known of weaknesses in what we pin. It asks pypi.org and npm, and ends with 2 where it cannot.
audit: $(VENV)/dev.stamp
	@$(PYTHON) bin/make-venv .cache/audit
	@.cache/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	@$(BIN)/python -m tests.check_packages .cache/audit/bin/pip-audit

# Programs of others that look for weaknesses in a site on loopback; some minutes.
scan: $(VENV)/dev.stamp
	@$(PYTHON) bin/make-venv .cache/scans/venv
	@.cache/scans/venv/bin/python -m pip install --quiet --disable-pip-version-check -r tests/scans/requirements.txt
	@cp tests/scans/package.json tests/scans/package-lock.json .cache/scans/
	@cd .cache/scans && npm ci --silent --ignore-scripts --no-audit --no-fund
	@TPMLEARN_SCAN=1 $(BIN)/python -m pytest -m long --capture=no tests/scans

# Lighthouse on a phone and on a desk, against the demo site on loopback; some three minutes.
lighthouse: $(VENV)/dev.stamp
	@mkdir -p .cache/lighthouse
	@cp tests/lighthouse/package.json tests/lighthouse/package-lock.json .cache/lighthouse/
	@cd .cache/lighthouse && npm ci --silent --ignore-scripts --no-audit --no-fund
	@$(BIN)/python -m tests.lighthouse

rules: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.content_flaws.pages

# The steps of the container in a fresh Debian; needs root and debootstrap, some minutes.
container-check: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.check_container $(CONTAINER)

vendor:
	$(PYTHON) frontend/vendor.py

$(VENV)/bin/python:
	@$(PYTHON) bin/make-venv $(VENV)

$(VENV)/run.stamp: requirements.txt | $(VENV)/bin/python
	@echo "Installing what tpmlearn needs (once, a minute or so) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements.txt requirements-pdf.txt requirements-dev.txt | $(VENV)/bin/python
	@echo "Installing what the tests need (once, a minute or two) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/run.stamp

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .hypothesis tests/screenshots
