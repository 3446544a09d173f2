"""A checkout whose notebook is quick, and a store of many fictional countries."""

import json
import shutil

import pytest

from workbench.inputs.ingest import ingest

MAPPING = """
owner: nobody
licence: none
constants: {matrix: soil, layer: top, source_type: unknown, fraction: unknown, basis: dry}
columns: {iso3: country, site_id: site, sample_id: sample, sampled_on: year}
substances: {Pb: {substance: Pb, unit: mg/kg}}
"""
IMPORTS = """
import workbench as wb
from workbench.findings import (DataUsed, Finding, Result, publish)
"""
RESULT = """
lead = wb.open_store(store).read("measurements", area)["value"]
given = wb.given("trends", globals())
origins = given.pop("origins")
data = DataUsed("of these rows", len(lead), None, ())
told = Finding(f"trends/{area}/lead", f"Lead in {area}.", lead.median(), "mg/kg", None, "fact", ())
found = (told,) if len(lead) else ()
status = "ok" if found else "no_data"
result = Result("trends", area, status, given, origins, data, {}, (), found, fictional=True)
"""


@pytest.fixture
def quick_project(project, tmp_path):
    """Make a checkout whose notebook publishes the median of what it reads, and nothing else.

    `between` is code that runs after the result is there and before it is published.
    """

    def of(between="pass", name="quick"):
        folder = tmp_path / name
        shutil.copytree(project / "templates", folder / "templates")
        for file in ("pyproject.toml", "requirements.lock"):
            shutil.copy(project / file, folder / file)
        (folder / "notebooks").mkdir()
        (folder / "parameters").mkdir()
        shipped = json.loads((project / "notebooks" / "trends.ipynb").read_text(encoding="utf-8"))
        head = [
            cell for cell in shipped["cells"] if "parameters" in cell["metadata"].get("tags", [])
        ]
        sources = [IMPORTS, RESULT, between, "publish(result, output_folder)"]
        code = [
            head[0] | {"id": f"c{n}", "metadata": {}, "source": s} for n, s in enumerate(sources)
        ]
        text = json.dumps(shipped | {"cells": [*head, *code]})
        (folder / "notebooks" / "trends.ipynb").write_text(text, encoding="utf-8")
        return folder

    return of


@pytest.fixture
def store_of(tmp_path):
    """Make a store in which each country has three samples of lead: its value, one and two more."""

    def of(values, name="store", into=None):
        lines = ["country,site,sample,year,Pb"]
        for country, value in values.items():
            lines += [f"{country},a,s{n},2010,{value + n}" for n in range(3)]
        raw, mapping = tmp_path / f"{name}.csv", tmp_path / f"{name}.yml"
        raw.write_text("\n".join(lines), encoding="utf-8")
        mapping.write_text(MAPPING, encoding="utf-8")
        folder = into or tmp_path / name
        ingest(raw, mapping, folder)
        return folder

    return of
