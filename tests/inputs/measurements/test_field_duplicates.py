import pytest

from workbench.inputs.drafts.drafting import draft_mapping
from workbench.store.reading import open_store

TEXT = (
    "plot,sample,kind,date,lead,zinc\n"
    "P1,1,N,2004-05-06,10,<2\nP1,1D,FD,2004-05-06,14,<1\nP2,2,N,2004-05-06,20,<5\n"
    "P2,2D,FD,2004-05-06,22,7\nP3,3D,FD,2004-05-06,5,6\n"
)
RULES = {
    "columns": {"site_id": "plot", "sample_id": "sample", "sampled_on": "date"},
    "substances": {
        "lead": {"substance": "Pb", "unit": "mg/kg"},
        "zinc": {"substance": "Zn", "unit": "mg/kg"},
    },
}


@pytest.mark.parametrize(
    ("take", "expected"),
    [
        (
            "mean",
            {
                ("1", "Pb"): (12, False),
                ("1", "Zn"): (1, True),
                ("2", "Pb"): (21, False),
                ("2", "Zn"): (7, False),
            },
        ),
        (
            "first",
            {
                ("1", "Pb"): (10, False),
                ("1", "Zn"): (2, True),
                ("2", "Pb"): (20, False),
                ("2", "Zn"): (5, True),
            },
        ),
    ],
)
def test_a_field_duplicate_is_merged_with_its_sample_by_the_declared_rule(
    ingest_text, store, take, expected
):
    told = {"column": "kind", "words": ["FD"], "take": take}
    report = ingest_text(TEXT, **RULES, field_duplicates=told)
    rows = open_store(str(store)).read(("measurements",), "XAA")["measurements"]
    found = {
        (sample, substance): (value, censored)
        for sample, substance, value, censored in zip(
            rows["sample_id"], rows["substance"], rows["value"], rows["censored"], strict=True
        )
    }
    alone = {("3D", "Pb"): (5, False), ("3D", "Zn"): (6, False)}
    assert found == expected | alone
    assert (report.n_read, report.n_used, report.n_quarantined) == (10, 6, 4)
    assert [reason.partition(",")[0] for reason in report.reasons] == ["field duplicate"]
    assert report.n_censored == int(rows["censored"].sum())


def test_a_draft_offers_the_mean_of_field_duplicates(tmp_path):
    (tmp_path / "a.csv").write_text("Site,Date,Sample type,Ni (mg/kg)\nA,2004,FD,2\nA,2004,N,3\n")
    draft = draft_mapping(tmp_path / "a.csv")
    assert "field_duplicates:\n  # column: Sample type\n  # words:\n  # - FD\n" in draft
