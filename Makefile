# Two commands on a fresh machine: `make report` and `make test`. Needs make and Python 3.11 or later.

VENV  := .venv
BIN   := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help report test test-slow lab bench format clean

help:
	@echo "make report     simulate the default scenario and leave a report to open"
	@echo "make test       every check that CI runs"
	@echo "make test-slow  the long test suites"
	@echo "make lab        JupyterLab on the first notebook"
	@echo "make bench      measure speed and memory; GROUPS=engines measures one group"
	@echo "make format     put the code in the house style"
	@echo "make clean      remove the environment, the caches and the rendered reports"

report: $(STAMP)
	@$(BIN)/simrecouv report pme-b2b

test: $(STAMP)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest -n auto --dist worksteal

test-slow: $(STAMP)
	$(BIN)/python -m pytest -m slow

lab: $(STAMP)
	@$(BIN)/simrecouv lab

bench: $(STAMP)
	@$(BIN)/python -c 'import ciw, salabim' 2>/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[fast,app,pdf,test,bench]'
	@$(BIN)/python -m benchmarks $(GROUPS)

format: $(STAMP)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis reports/rendered dist build
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# === The environment, made once ============================================================== #

$(STAMP): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing the pinned dependencies in $(VENV) (a minute or two the first time)..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[fast,app,pdf,test]' || { \
	  echo "The installation failed: see the message above. Behind a proxy, set HTTPS_PROXY and run make again." >&2; exit 1; }
	@touch $@

$(BIN)/python:
	@found=; \
	for python in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "simrecouv needs Python 3.11 or later and found none: install it, or name it: make report PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	if ! "$$found" -c 'import venv, ensurepip' 2>/dev/null; then \
	  echo "$$found cannot make an environment with pip: install its venv package (Debian, Ubuntu: apt install python3-venv) and run make again." >&2; exit 1; \
	fi; \
	"$$found" -m venv $(VENV) || { rm -rf $(VENV); echo "$$found could not make the environment $(VENV): see the message above." >&2; exit 1; }
