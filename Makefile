# Two commands: `make demo` makes the reports of the fictional countries, `make test` passes the tests.
# Both set up what they need, with nothing but Python 3.11 or later and make.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
DEMO := outputs/demo
# As kernels of reports have it: two tests at once would each take both cores.
export OPENBLAS_NUM_THREADS := 1

.PHONY: setup demo test fuzz matrix mutants coverage shape golden golden-real format lock pictures template example docs wheels wheel-check desk clean

demo: $(READY)
	@$(BIN)/workbench batch --out $(DEMO)

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy & types=$$!; $(BIN)/lint-imports --no-cache && \
	  $(BIN)/pytest -q -n 2 --dist worksteal; tests=$$?; wait $$types && exit $$tests

# The doors of the intake with files of anything, and hidden counts of tables of any, for some
# minutes; `make test` does so for seconds.
fuzz: $(READY)
	FUZZ=40 $(BIN)/pytest -q tests/inputs/test_random_files.py tests/inputs/test_random_doors.py \
	  tests/methods/rates/test_disclosure.py

# Pages of all areas on stores that hold little or nothing; `make test` tries a part of them.
matrix: $(READY)
	MATRIX=1 $(BIN)/pytest -q -n 2 --dist worksteal tests/reports/test_matrix.py

# Changes of rules, one at a time, each of which a test is to notice: benchmarks/mutants.toml.
mutants: $(READY)
	$(BIN)/python benchmarks/mutants.py

# Branches of inputs, methods and reports that the tests take.
coverage: $(READY)
	$(BIN)/pytest -q -n 2 --dist worksteal --cov --cov-report= --cov-report=json:outputs/coverage.json
	$(BIN)/python benchmarks/branches.py outputs/coverage.json

# Every number of the reports is compared with the one recorded in tests/golden. These record them
# anew, those of the fictional countries and those of the data in ../shared: look at `git diff` then.
golden: $(READY)
	PYTHONPATH=tests $(BIN)/python -m golden renew

golden-real: $(READY)
	PYTHONPATH=tests $(BIN)/python -m golden renew --real

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

pictures: $(READY)
	@for page in $(DEMO)/*/*.html; do \
	  name=$${page#$(DEMO)/}; \
	  $(BIN)/python tests/browser/pictures.py $$page outputs/pictures/$${name%.html} || exit 1; done
	@$(BIN)/python tests/browser/pictures.py $(DEMO)/index.html outputs/pictures/index
	@echo outputs/pictures

# Figures of the shape of the code, and the modules that data pass through.
shape: $(READY)
	@$(BIN)/python benchmarks/shape.py --road

# The workbook that a country fills in, and the questionnaire of a round: make template WAVE=2028.
WAVE ?= 2026
template: $(READY)
	$(BIN)/python -c "from workbench.inputs.mapping.template import write_template as write; \
	  write('templates/intake/measurements.xlsx')"
	$(BIN)/python -c "from workbench.inputs.surveys.questionnaire import write_questionnaire as write; \
	  write('templates/intake/insop_survey.xlsx', '$(WAVE)')"

# The store of the fictional countries, which the package ships.
example: $(READY)
	$(BIN)/python -m examples

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Needs uv; names no address of a registry.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --extra dev pyproject.toml -o requirements.lock

	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --extra docs -c requirements.lock pyproject.toml \
	  -o docs/requirements.lock

# The documentation as a site in outputs/docs, with its tutorials run; a warning is an error. It has
# libraries of its own, so that `make test` goes without them.
docs: .venv-docs/ready
	.venv-docs/bin/python -m docs.site

.venv-docs/ready: docs/requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv-docs
	.venv-docs/bin/python -m pip install --quiet --require-hashes -r docs/requirements.lock
	.venv-docs/bin/python -m pip install --quiet 'setuptools>=77'
	.venv-docs/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# A wheel of the workbench with those of all that it needs, for a machine without a network; and
# the same tried: installed from the folder alone in a fresh environment, which makes a page.
WHEELS := outputs/wheels

wheels: $(READY)
	rm -rf $(WHEELS) build
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir $(WHEELS) .
	rm -rf build
	$(BIN)/python -m pip download --quiet --require-hashes --dest $(WHEELS) -r requirements.lock

wheel-check: wheels
	$(BIN)/python benchmarks/offline.py $(WHEELS)

# The widgets in JupyterLab, in a browser.
desk: $(READY)
	DESK=1 $(BIN)/pytest -q tests/browser/test_lab.py

clean:
	rm -rf outputs/demo outputs/pictures outputs/run outputs/lab
