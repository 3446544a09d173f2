"""The lists of STROBE and RECORD are filled by what the run had."""

import json
import re

from workbench.reports.health.checklist import checklist
from workbench.vocabulary.table import read_rows
from workbench.words.wording import words_of

HELD = dict.fromkeys(
    ("prespecified", "models", "control", "by_sex", "sources", "completeness"), True
)


def test_what_the_run_lacked_is_not_done():
    with_all = checklist(HELD)
    without = checklist(HELD | {"control": False})
    changed = [name for name, one in with_all.items() if one != without[name]]
    assert changed == ["STROBE 9"]
    assert without["STROBE 9"].done == "not done"


def test_both_lists_are_whole():
    items = checklist(HELD).values()
    strobe = {one.item.rstrip("abcde") for one in items if one.list == "STROBE"}
    assert strobe == {str(number) for number in range(1, 23)}
    # RECORD adds 13 items to STROBE (Benchimol and others 2015, table 1)
    assert sum(one.list == "RECORD" for one in items) == 13


def test_each_section_that_the_checklist_names_is_on_the_page(project):
    notebook = (project / "notebooks" / "health.ipynb").read_text(encoding="utf-8")
    sources = ["".join(one["source"]) for one in json.loads(notebook)["cells"]]
    headings = set(re.findall(r"^## (.+)$", "\n".join(sources), re.MULTILINE))
    around = {"", "Title", words_of().plain("page-provenance")}
    assert {one["section"] for one in read_rows("reporting_checklist")} <= headings | around
