# Everything a developer types. Each target sets up what it needs by itself: a Python of 3.12 or newer is enough.

PYTHON := .venv/bin/python
READY := .venv/installed
WORKERS ?= 2
SECONDS ?= 600
TIMES ?= 100

.PHONY: help demo front messages test check format screenshots docs bench soak kills lock clean
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

# A folder that was moved is set up anew: what is installed holds its path.
ifneq ($(shell cat .venv/place 2>/dev/null),$(CURDIR))
.PHONY: $(READY)
endif

# The script waits for another run in the same folder, and does nothing when the environment is as it should be.
$(READY): pyproject.toml requirements-dev.txt requirements-tools.txt scripts/bootstrap.py scripts/find-python.sh
	@python=$$(scripts/find-python.sh) && "$$python" scripts/bootstrap.py install

# What the browser gets. Built with the Node of this machine, or one from the Python package index where there is none.
FRONT := src/doelgroep_web/ui/static/doelgroep/manifest.json
FRONT_SOURCES := frontend/package-lock.json frontend/build.mjs scripts/frontend.py src/doelgroep_web/ui/icons.txt \
    $(shell find src/doelgroep_web -path '*/ui/static' -prune -o -type f \( -name '*.css' -o -name '*.js' -o -name '*.svg' \) -print)

# The translations as programs read them.
SPOKEN := .venv/spoken

$(SPOKEN): scripts/messages.py $(shell find src/doelgroep_web -name '*.po') | $(READY)
	@$(PYTHON) scripts/messages.py --compile
	@touch $@

$(FRONT): $(FRONT_SOURCES) | $(READY)
	@$(PYTHON) scripts/frontend.py build
	@touch $@

demo: $(READY) $(FRONT) $(SPOKEN) ## a sample shop in demo/, served in the web app until Ctrl-C
	@.venv/bin/doelgroep demo demo

front: $(READY) $(FRONT) $(SPOKEN) ## style sheet, scripts, icons, fonts and translations of the web app

messages: $(READY) ## what the web app says, collected into the .po files of its slices
	@$(PYTHON) scripts/messages.py

test: $(READY) $(FRONT) $(SPOKEN) ## all tests
	@scripts/find-browser.sh
	@$(PYTHON) -m pytest -q -n $(WORKERS) --dist worksteal

check: $(READY) ## lint, format, types and the rules of the layout
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@$(PYTHON) scripts/messages.py --check
	@$(PYTHON) -m pytest -q -p no:cacheprovider tests/structure

format: $(READY) ## lay out the code, and mend what ruff can mend
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

screenshots: $(READY) $(FRONT) $(SPOKEN) ## pictures of all pages of the web app in screenshots/, and those that the documents show
	@scripts/find-browser.sh
	@$(PYTHON) scripts/make_screenshots.py screenshots

docs: $(READY) ## write the generated pages of docs/reference, and the output below commands in the others
	@$(PYTHON) -m tests.spec.manual
	@$(PYTHON) -m tests.docs.command_line
	@$(PYTHON) -m tests.docs.api_reference
	@$(PYTHON) -m tests.docs.renew README.md $(wildcard docs/tutorial/*.md docs/how-to/*.md docs/explanation/*.md)

bench: $(READY) ## the benchmarks; figures go to bench-results/
	@$(PYTHON) -m tests.bench

soak: $(READY) ## random catalogues, data and queries for SECONDS=600, on WORKERS=2 processes (ENGINES=postgresql: that one only)
	@$(PYTHON) -m tests.generative.soak --seconds $(SECONDS) --workers $(WORKERS) $(if $(ENGINES),--engines $(ENGINES))

kills: $(READY) ## kill imports, compactions and refreshes TIMES=100 times each at random moments, and look for anything lost
	@$(PYTHON) -m tests.faults.kills --times $(TIMES)

lock: ## requirements*.txt anew from pyproject.toml (UPGRADE=1: newer versions too)
	@python=$$(scripts/find-python.sh) && "$$python" scripts/bootstrap.py lock && "$$python" scripts/frontend.py lock

clean: ## away with everything that can be made again
	rm -rf .venv .tools frontend/node_modules src/doelgroep_web/ui/static .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage dist build demo screenshots bench-results
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
