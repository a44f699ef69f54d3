# make graph: set up and build the graph of seeds/ into output/.   make test: set up and run all tests.
# make clients: install Comunica, a SPARQL client in JavaScript that tests/server then asks with (needs Node and npm).
# make dist: wheel and sdist, the same bytes each time.   make sbom: what they are made of, as CycloneDX.   make audit: known faults of it.
# make bench: ratios against what one would otherwise take, in one run (half an hour; SIZES=1,10,100 for a short one).
# make w3c: fetch the W3C SPARQL 1.1 test suite, which tests/server then runs (some 290 tests).
# make faults: 200 builds killed at random moments, and one stopped at each of its file operations (an hour).
# make fuzz CASES=1000000: so many fuzz cases.   make soak: the tests that take minutes or gigabytes.
# make frontend: bundle the rich editor of the SPARQL page (needs Node 20 or newer and npm; without it the page has a plain one).
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
STAMP := .venv/.installed

EDITOR := kg/server/static/editor.js

.PHONY: graph test lint frontend w3c clients bench dist sbom audit fuzz faults soak lock clean

graph: $(STAMP)
	.venv/bin/kg build seeds -o output

test: $(STAMP)
	.venv/bin/python -m pytest

# So many cases, shared out over the rooms of the program; half an hour for a million on two cores. Each process keeps to one of them.
CASES ?= 20000
fuzz: $(STAMP)
	OPENBLAS_NUM_THREADS=1 .venv/bin/python -W ignore -m tests.hostile.fuzz --cases $(CASES) --jobs 2

KILLS ?= 200
faults: $(STAMP)
	KG_KILLS=$(KILLS) .venv/bin/python -m pytest -s tests/corpus/test_faults.py -k killed_builds_leave
	.venv/bin/python -m pytest -s -m soak tests/corpus/test_steps.py

# What takes minutes or gigabytes and is no part of make test.
soak: $(STAMP)
	.venv/bin/python -m pytest -m soak

lint: $(STAMP)
	.venv/bin/ruff check .
	.venv/bin/mypy

SIZES ?= 1,10,100,1000

bench: $(STAMP)
	.venv/bin/python -m benchmarks --sizes $(SIZES)

frontend: $(EDITOR)

$(EDITOR): frontend/editor.js frontend/build.mjs frontend/package.json frontend/package-lock.json
	cd frontend && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && npm run --silent build

clients: tests/server/comunica/node_modules

tests/server/comunica/node_modules: tests/server/comunica/package-lock.json
	cd tests/server/comunica && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

dist: $(STAMP)
	.venv/bin/python -m hatchling build -d dist
	cd dist && sha256sum kg-*

AUDIT := .venv-audit/.installed

$(AUDIT): audit.lock
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r audit.lock
	@touch $(AUDIT)

sbom: $(AUDIT)
	mkdir -p dist
	.venv-audit/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible -o dist/kg.cdx.json

audit: $(AUDIT)
	.venv-audit/bin/pip-audit --require-hashes --disable-pip -r requirements.lock

w3c: .w3c/sparql11

# The source distribution of rdflib carries the suite; its digest is in the requirements file.
.w3c/sparql11: tests/server/w3c.txt | $(STAMP)
	.venv/bin/python -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps --no-binary rdflib -d .w3c -r tests/server/w3c.txt
	tar -xzf .w3c/rdflib-*.tar.gz -C .w3c --strip-components 5 --wildcards '*/test/data/suites/w3c/sparql11'
	rm .w3c/rdflib-*.tar.gz && touch $@

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: Python 3.11 or newer is needed; install it or run make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

# Renew requirements.lock and audit.lock (needs uv: pip install uv).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group dev pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group pyproject.toml:audit -o audit.lock

clean:
	rm -rf .venv .venv-audit .w3c dist output frontend/node_modules tests/server/comunica/node_modules $(EDITOR)
