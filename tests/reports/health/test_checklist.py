"""The lists of STROBE and RECORD are filled by what the run had."""

from workbench.reports.health.checklist import checklist

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
