# `make` makes every document; it and `make test` install what is missing first.
.DEFAULT_GOAL := genereer
.DELETE_ON_ERROR:

.PHONY: help genereer loket snelkoppeling test test-lang nagekeken toets gelezen bench ontwikkel vastzetten schoon nogmaals

BIN := .venv/bin
CODE := setup.py src tests benchmarks
GEBRUIK := .gereedschap/gebruik.klaar
TEST := .gereedschap/test.klaar

genereer: $(GEBRUIK)
	@$(BIN)/overeenkomstgen genereer

# The counter, in the browser; and in the user's menu, so that it starts by a click.
loket: $(GEBRUIK)
	@$(BIN)/overeenkomstgen loket || [ $$? = 130 ] # closed by whoever opened it

snelkoppeling: $(GEBRUIK)
	@scripts/snelkoppeling.sh

help:
	@echo 'make         maakt de overeenkomsten en Bijlage 3'
	@echo 'make loket   opent het loket, in de browser'
	@echo 'make snelkoppeling   zet het loket in het menu en op het bureaublad'
	@echo 'make test    voert alle controles en tests uit'
	@echo 'make test-lang    hetzelfde, met alles wat te tellen is voluit'
	@echo 'Voor al het andere: .venv/bin/overeenkomstgen --help'

# pytest comes last: CI reads its closing line.
test: nagekeken
	@$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder --cov

# With full counts instead of fixed samples, before an issue is called done.
test-lang: nagekeken
	@$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder --lang

nagekeken: $(TEST)
	@$(MAKE) --silent -j2 toets gelezen

toets: $(TEST)
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/mypy
	@$(BIN)/lint-imports

# Reads all tests while one core checks types, so that not each worker of pytest has to compile them.
gelezen: $(TEST)
	@$(BIN)/pytest --collect-only -q --no-cov > /dev/null || true # pytest itself will say what is wrong

# Measures this tool beside others, in some ten minutes, and writes benchmarks/resultaten.md; RONDES=9 takes longer.
bench: $(TEST)
	@scripts/bench.sh
	@$(BIN)/python benchmarks/bench.py $(RONDES)

ontwikkel: $(TEST)
	@echo 'Alles staat klaar, in .venv en .gereedschap.'

# Makes constraints.txt anew, from the newest versions that pyproject.toml allows.
vastzetten:
	@scripts/vastzetten.sh

# Everything that was installed or cached inside this folder. Documents in uitvoer/ stay.
schoon:
	rm -rf .venv .gereedschap build src/*.egg-info .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache

$(GEBRUIK): pyproject.toml constraints.txt scripts/installeren.sh
	@scripts/installeren.sh gebruik

$(TEST): pyproject.toml constraints.txt $(wildcard scripts/*.sh scripts/*.txt scripts/ooxml/*)
	@scripts/installeren.sh test

# Install again when the folder was moved, or when LibreOffice has gone.
ifneq ($(file < .gereedschap/map),$(CURDIR))
$(GEBRUIK) $(TEST): nogmaals
else ifeq ($(OVEREENKOMSTGEN_SOFFICE)$(shell command -v soffice || command -v libreoffice),)
$(GEBRUIK) $(TEST): nogmaals
endif
