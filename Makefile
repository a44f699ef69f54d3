# make graph: set up and build the graph of seeds/ into output/.   make test: set up and run all tests.
# make frontend: bundle the rich editor of the SPARQL page (needs Node 20 or newer and npm; without it the page has a plain one).
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
STAMP := .venv/.installed

EDITOR := kg/server/static/editor.js

.PHONY: graph test lint frontend lock clean

graph: $(STAMP)
	.venv/bin/kg build seeds -o output

test: $(STAMP)
	.venv/bin/python -m pytest

lint: $(STAMP)
	.venv/bin/ruff check .
	.venv/bin/mypy

frontend: $(EDITOR)

$(EDITOR): frontend/editor.js frontend/build.mjs frontend/package.json frontend/package-lock.json
	cd frontend && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && npm run --silent build

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: Python 3.11 or newer is needed; install it or run make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

# Renew requirements.lock (needs uv: pip install uv).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group dev pyproject.toml -o requirements.lock

clean:
	rm -rf .venv output frontend/node_modules $(EDITOR)
