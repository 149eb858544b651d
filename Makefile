# make demo   everything set up, a believable program loaded, served on http://127.0.0.1:8000 (PORT overrides)
# make test   all checks and tests, on both databases
# make lint   the checks alone          make bench   the benchmarks

export PATH := $(CURDIR)/.venv/bin:$(PATH)
PORT ?= 8000
# The demo's data live here; remove the folder to begin anew.
export RECERT_HOME ?= $(CURDIR)/.recert

.PHONY: demo test lint bench

demo:
	@tools/bootstrap run
	@RECERT_DEVELOPMENT=1 PORT=$(PORT) recert demo

lint:
	@tools/bootstrap test
	ruff check .
	ruff format --check .
	mypy
	lint-imports
	recert makemigrations --check --dry-run
	recert policy check programs/*

test: lint
	python -m tests.everything

bench:
	@tools/bootstrap test
	python -m benchmarks
