# Two commands do everything: `make demo` and `make test`. Each makes its own environment first.
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed
# the sample reports, without the golden readings beside them
SAMPLES := $(filter-out %.gold.json,$(wildcard samples/*.json))
# the reports of the story, which follow a partnership over months
STORY := $(filter-out %.gold.json %key.json,$(wildcard samples/story/*.json))

.PHONY: demo test pytest lint types packs golden bench accuracy calibrate docs audit sbom clean

$(STAMP): pyproject.toml requirements.lock
	python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

demo: $(STAMP)
	$(VENV)/bin/mithaq read $(SAMPLES)
	@mkdir -p build
	@$(VENV)/bin/mithaq read $(SAMPLES) -o build/demo.html
	@$(VENV)/bin/mithaq add $(STORY) --register build/demo.db
	@$(VENV)/bin/mithaq partnership IGO:AES RUS --register build/demo.db
	@echo "Promises of the story that are overdue on 31 January 2026:"
	@$(VENV)/bin/mithaq follow --overdue --on 2026-01-31 --register build/demo.db
	@echo "The register in a browser: $(VENV)/bin/mithaq serve --register build/demo.db"
	@echo "The sample reports as a page, each report beside its records: build/demo.html"
	@echo "Why a record was read: $(VENV)/bin/mithaq explain samples/aid_pledge.json"

# on all cores, the tests of one file on one of them, the check of the packs among them; what is drawn at random is drawn
# the same each time, so that a run fails for what was changed: `pytest tests/fuzz tests/properties` alone draws anew
test: $(STAMP)
	$(MAKE) --jobs=2 lint types pytest

pytest: $(STAMP)
	$(PY) -m pytest -n auto --dist loadfile --hypothesis-profile=ci

lint: $(STAMP)
	$(VENV)/bin/ruff check .

types: $(STAMP)
	$(VENV)/bin/mypy

golden: $(STAMP)
	$(PY) tools/golden.py

packs: $(STAMP)
	$(VENV)/bin/mithaq packs check

bench: $(STAMP)
	$(PY) tools/bench.py

# make accuracy GOLD=folder: scores on every gold and published set in a folder, into docs/accuracy.md
accuracy: $(STAMP)
	$(PY) tools/accuracy.py $(GOLD)

# make calibrate GOLD=folder: fit the confidence of records on gold readings
calibrate: $(STAMP)
	$(PY) tools/calibrate.py $(GOLD)

# the documentation site, into build/site; nothing is fetched once its packages are there
docs: $(STAMP)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.docs.lock
	$(PY) tools/build_site.py

# the bill of materials, CycloneDX, into build/sbom.cdx.json
sbom: $(STAMP)
	$(PY) tools/supply.py sbom

# known weaknesses of what the lock pins; asks a database of advisories over the network, and fails where that is not
# reached, or knows nothing of a package
audit:
	python3 -m venv build/audit
	build/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	build/audit/bin/pip-audit --strict --require-hashes --disable-pip -r requirements.lock

clean:
	rm -rf $(VENV) build dist
