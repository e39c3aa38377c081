# PYTHON=... picks another interpreter that has the development dependencies.
PYTHON ?= $(if $(wildcard .venv/bin/python),.venv/bin/python,python3)
LOCK = uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make locks"

.PHONY: help check test proof locks bench pictures templates keys

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "%-10s %s\n", $$1, $$2 }'

check: ## format, lint, types, floors, tests: all before a push (installs nothing)
	$(PYTHON) -c "import sys, start; sys.exit(start.check(sys.executable))"

test: ## the tests alone
	$(PYTHON) -m pytest -n auto --dist loadfile

proof: ## the suite with every measure full: each cut, each failing call, each byte (an hour)
	PROOF=1 $(PYTHON) -m pytest -n auto --dist loadfile --timeout 3600
	$(PYTHON) tools/prove_tinydb.py

locks: ## write both locks anew from pyproject.toml (needs uv; UPGRADE=--upgrade takes newer versions)
	$(LOCK) $(UPGRADE) --output-file requirements.lock pyproject.toml
	$(LOCK) $(UPGRADE) --group dev --constraint requirements.lock \
		--output-file requirements-dev.lock pyproject.toml

bench: ## measure what matters, each file of benchmarks/ by itself
	@for file in $(sort $(wildcard benchmarks/*.py)); do $(PYTHON) $$file || exit 1; done

pictures: ## draw the screenshots and letters of the README anew
	$(PYTHON) tools/make_pictures.py

templates: ## build the letter templates anew
	$(PYTHON) tools/make_templates.py

keys: ## write the tables of commands and keys into both manuals anew
	$(PYTHON) tools/make_keys.py
