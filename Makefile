# make demo   everything set up, a believable program loaded, served on http://127.0.0.1:8000 (PORT overrides)
# make test   all checks and tests, on both databases
# make lint   the checks alone          make bench   the benchmarks
# make explore   the property tests with ten times as many examples, others each time

export PATH := $(CURDIR)/.venv/bin:$(PATH)
PORT ?= 8000
# Every command would compile all of Django anew, and start in three times its time.
unexport PYTHONDONTWRITEBYTECODE
# The demo's data live here; remove the folder to begin anew.
export RECERT_HOME ?= $(CURDIR)/.recert

.PHONY: demo test lint types rules loop shaped bench explore

demo:
	@tools/bootstrap run
	@RECERT_DEVELOPMENT=1 PORT=$(PORT) recert demo

# The types take as long as all the others, on one core.
lint:
	@tools/bootstrap test
	@$(MAKE) --no-print-directory --jobs 2 types rules

types:
	mypy

rules:
	ruff check .
	ruff format --check .
	lint-imports
	recert makemigrations --check --dry-run
	recert policy check programs/*

# The loops over people are compiled while the types are checked: tests would wait for them. The one that takes longest
# begins.
test:
	@tools/bootstrap test
	@$(MAKE) --no-print-directory --jobs 2 loop types shaped rules
	python -m tests.everything

loop:
	python -m tests.loop

shaped:
	python -m tests.loop shaped

explore:
	@tools/bootstrap test
	EXPLORE=10 pytest -n 2 tests/policy tests/population

bench:
	@tools/bootstrap test
	python -m benchmarks
