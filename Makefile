# Every target sets up .venv by itself: Python 3.11 or newer and make are enough. A second run takes seconds.
#
#   make demo       a demonstration: an article with wrong numbers, checked against packaged figures
#   make test       the tests              make lint    style              make types    types
#   make evaluate   how good it is on the material in ../shared, where that is present (ERRORS=1 lists what is wrong)
#   make bench      how quick it is, as ratios
#   make evaluate-slips  whether made slips are named (CLAIMS=2000 for all);  make evaluate-whence   where bare numbers come from
#   make evaluate-search   how far down a search finds what is asked for;  make evaluate-imports   whether cells arrive as they are
#   make evaluate-hostile   whether 100,000 hostile texts are read without an exception and in bounded time (every core, with a bar)
#   make evaluate-articles  what of pages, PDF, Word files and feeds comes through: numbers, title, day
#   make evaluate-rewrites   whether verdicts stand in other dress, and fall when a claim says something else (ERRORS=1 lists them)
#   make test-slow  a minute of writers side by side, a hundred interrupted imports, a hundred thousand sums done twice, twenty killed runs of an archive
#   make help-text  writes the packaged page of `factcheck --help` anew; make golden does so for the golden files
#   make pictures   draws the pictures of README and docs anew

.PHONY: help demo test browser test-slow lint types evaluate evaluate-search evaluate-imports evaluate-hostile evaluate-articles
.PHONY: evaluate-rewrites evaluate-slips evaluate-whence bench help-text golden pictures clean
.DEFAULT_GOAL := help

BIN := .venv/bin
READY := .venv/ready
TOOLS := .venv/tools

help:
	@sed -n '/^#   make/s/^#   //p' Makefile

demo: $(READY)
	@$(BIN)/factcheck demo

test: $(TOOLS) browser
	$(BIN)/python -m pytest -n auto

# The browser tests look at the pages in the system's own chromium; whoever may install it gets it here.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing chromium for the browser tests (once) ..."; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	  else \
	    echo "No chromium is installed: the browser tests are skipped. To run them: sudo apt-get install chromium"; \
	  fi; \
	}

test-slow: $(TOOLS)
	FACTCHECK_SLOW=1 $(BIN)/python -m pytest tests/test_concurrency.py tests/test_store_faults.py tests/test_arithmetic_differential.py \
	  tests/test_batch.py tests/test_batch_cluster.py

lint: $(TOOLS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(TOOLS)
	$(BIN)/mypy

evaluate: $(READY)
	$(BIN)/python tests/evaluate.py $(if $(ERRORS),--errors)
	$(BIN)/python tests/evaluate_lint.py

evaluate-slips: $(READY)
	$(BIN)/python tests/evaluate_slips.py --claims $(or $(CLAIMS),400)

evaluate-whence: $(READY)
	$(BIN)/python tests/evaluate_whence.py

evaluate-search: $(READY)
	$(BIN)/python tests/evaluate_search.py

evaluate-imports: $(READY)
	$(BIN)/python tests/evaluate_imports.py

evaluate-articles: $(TOOLS)
	$(BIN)/python tests/evaluate_articles.py

evaluate-hostile: $(READY)
	$(BIN)/python tests/evaluate_hostile.py

evaluate-rewrites: $(READY)
	$(BIN)/python tests/evaluate_rewrites.py $(if $(ERRORS),--errors)

bench: $(READY)
	@$(BIN)/python tests/benchmark.py
	@$(BIN)/python tests/benchmark_archive.py

help-text: $(TOOLS)
	$(BIN)/python -m pytest tests/test_commands.py --rewrite

pictures: $(TOOLS) browser
	$(BIN)/python -m pytest tests/test_pictures.py --rewrite

golden: $(TOOLS)
	$(BIN)/python -m pytest tests/test_golden.py --rewrite

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The stamps are newer than pyproject.toml when all is in place. Byte code is compiled here because some machines forbid
# Python to write it later (PYTHONDONTWRITEBYTECODE), and then every start would compile everything again.
$(READY): pyproject.toml
	@test -x $(BIN)/python || { \
	  for python in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	    if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	      echo "Setting up .venv with $$($$python --version) (once; takes a minute or two) ..."; \
	      $$python -m venv .venv && break || exit 1; \
	    fi; \
	  done; \
	  test -x $(BIN)/python || { echo "No Python 3.11 or newer was found: install it, then call make again." >&2; exit 1; }; \
	}
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m compileall -q claims factcheck || true
	@touch $(READY)

$(TOOLS): $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $(TOOLS)
