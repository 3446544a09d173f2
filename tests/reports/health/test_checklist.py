"""The lists of STROBE and RECORD are filled by what the run had."""

from workbench.reports.health.checklist import checklist

HELD = dict.fromkeys(
    ("prespecified", "models", "control", "by_sex", "sources", "completeness"), True
)


def test_what_the_run_lacked_is_not_done():
    with_all = checklist(HELD)
    without = checklist(HELD | {"control": False})
    changed = with_all.index[with_all["done"] != without["done"]]
    assert list(changed) == ["STROBE 9"]
    assert without.loc["STROBE 9", "done"] == "not done"


def test_both_lists_are_whole():
    numbers = checklist(HELD).groupby("list")["item"].apply(list)
    assert {item.rstrip("abcde") for item in numbers["STROBE"]} == {str(n) for n in range(1, 23)}
    # RECORD adds 13 items to STROBE (Benchimol and others 2015, table 1)
    assert len(numbers["RECORD"]) == 13
