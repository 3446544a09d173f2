"""What was read and not used is listed with its reason, in words and by code."""

from dataclasses import replace

from found import found, read

from workbench.findings import SourceFile

MINE = SourceFile("mine.csv", "0" * 64, "mine.yml", "CC BY 4.0", "me", 42, 30, 12)
CLEAN = replace(MINE, file="clean.csv", n_quarantined=0)


def test_cells_that_were_set_aside_at_intake_are_listed():
    frames = replace(read("soil_health", "XAF"), sources=(MINE, CLEAN))
    page = found("soil_health", frames, area="XAF").page
    shown = page.excluded._repr_html_()
    assert "12 cells of mine.csv" in shown
    assert "set aside at intake; see the quarantine file" in shown
    assert "clean.csv" not in shown


def test_contents_without_a_background_are_counted_with_the_fraction(changed_soils):
    (one,) = changed_soils("XAA", backgrounds=["UCC-RG2003"]).left_out
    assert one.what == (
        "contents by aqua regia, compared with Upper continental crust (Rudnick and Gao 2003)"
    )
    assert one.why == "the background is for another fraction"
    assert one.count == 133 * 8  # sites of the last campaign, contaminants


def test_of_the_same_measurement_the_first_reason_is_given(changed_soils):
    def spoil(rows):
        own = rows["substance"] == "Pb"
        return rows.assign(
            matrix=rows["matrix"].mask(own, "dust"),
            depth_bottom_cm=rows["depth_bottom_cm"].mask(own, 60.0),
            basis=rows["basis"].mask(own, "wet"),
        )

    rows = read("soil_health", "XAB").tables["measurements"]
    (one,) = changed_soils("XAB", spoil).left_out
    n_lead = (rows["substance"] == "Pb").sum()
    assert (one.what, one.why, one.count) == ("Lead", "dust, not soil", n_lead)
