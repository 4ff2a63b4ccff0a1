# Two commands on a fresh machine: `make report` and `make test`.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help report test test-browser calibrate bench bench-peers bench-page faults lab reference lock clean
.DEFAULT_GOAL := help

help: ## show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

report: .venv/runs.stamp ## run the five notebooks on seeds/ and write outputs/seeds/report.html
	$(BIN)/sourcewise run seeds -o outputs/seeds

test: .venv/dev.stamp ## lint, then run every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest -n auto --dist loadfile

calibrate: .venv/dev.stamp ## draw corpora of a known truth, see what is printed of them (an hour on 2 cores)
	$(BIN)/python tests/calibrate.py
	$(BIN)/python tests/calibrate_topics.py
	$(BIN)/python tests/calibrate_sentiment.py

bench: .venv/dev.stamp ## time every stage beside what a user would take instead (half an hour; ARTICLES=file.jsonl.gz)
	$(BIN)/python benchmarks/bench.py $(if $(ARTICLES),--articles $(ARTICLES))

bench-peers: .venv/runs.stamp ## put what is compared with into outputs/peers, beside the project (550 MB)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade --target outputs/peers -r benchmarks/peers.txt

bench-page: .venv/dev.stamp ## write what was measured last into docs/speed.md
	$(BIN)/python benchmarks/bench.py --page

faults: .venv/dev.stamp ## hostile texts, killed processes, fifty runs in a row (an hour)
	$(BIN)/python benchmarks/faults.py

lab: .venv/runs.stamp ## open JupyterLab on working copies of the notebooks, set to the last run (LAB=--no-browser)
	$(BIN)/sourcewise lab $(LAB)

test-browser: .venv/dev.stamp ## drive JupyterLab in Debian's Chromium (3 minutes; pictures in outputs/screenshots)
	$(BIN)/python -m pytest -q -s tests/browser.py

reference: ## write docs/reference from the docstrings
	$(PYTHON) docs/reference/make.py

lock: ## pin every package again (needs uv)
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header \
		--group build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header \
		--group dev -c requirements.lock -o requirements-dev.lock
	{ printf '# The pins of requirements.lock for conda users; written by `make lock`.\n'; \
	  printf 'name: sourcewise\nchannels: [conda-forge]\ndependencies:\n  - python=3.11\n  - pip\n  - pip:\n'; \
	  sed -nE 's/^([a-z0-9][^\\]*[^ \\]) *\\?$$/      - \1/p' requirements.lock; \
	  printf '      - -e .\n'; } > environment.yml

clean: ## remove the environment and all outputs
	rm -rf .venv outputs

.venv/runs.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sourcewise needs Python 3.11 or newer, this is " + sys.version.split()[0] + ": try make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/runs.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
