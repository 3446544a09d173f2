import pytest

from workbench.inputs import ingest as intake
from workbench.store.reading import open_store

HEADER = "plot,sample,date,what,amount,unit,mass,dry,medium\n"
LONG = {
    "constants": {
        "iso3": "XAA",
        "layer": "0-20 cm",
        "fraction": "total",
        "source_type": "diffuse",
    },
    "columns": {
        "site_id": "plot",
        "sample_id": "sample",
        "sampled_on": "date",
        "basis": "mass",
        "dry_matter_pct": "dry",
        "matrix": "medium",
    },
    "words": {
        "basis": {"D": "dry", "W": "wet", "": "unknown"},
        "matrix": {"Boden": "soil", "Staub": "dust"},
    },
    "substances": {},
    "observations": {
        "substance": "what",
        "value": "amount",
        "unit": "unit",
        "codes": {"LEAD": "Pb", "Blei": "Pb", "ACID": "pH"},
        "units": {"mgs": "mg/kg"},
    },
}


@pytest.fixture
def take(ingest_text, store):
    """Stored rows of a file, or the reasons of its quarantine."""

    def ingest_rows(*rows, **changes):
        text = HEADER + "".join(f"{row}\n" for row in rows)
        report = ingest_text(text, **{**LONG, **changes})
        assert report.n_read == len(rows) == report.n_used + report.n_quarantined
        stored = open_store(str(store)).read(("measurements",), "XAA")["measurements"]
        return report.reasons or stored

    return ingest_rows


def test_each_row_has_its_substance_and_unit(take):
    rows = take(
        "P1,1,2004,LEAD,2500,µg/kg,D,,Boden",
        "P2,1,2004,Blei,2.5,mgs,D,,Boden",
        "P3,1,2004,ACID,6.5,pH,D,,Staub",
    )
    assert list(rows["substance"]) == ["Pb", "Pb", "pH"]
    assert list(rows["value"]) == [2.5, 2.5, 6.5]
    assert list(rows["original_unit"]) == ["µg/kg", "mgs", "pH"]
    assert list(rows["matrix"]) == ["soil", "soil", "dust"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("P1,1,2004,ZINK,2,mg/kg,D,,Boden", "unknown substance 'ZINK'"),
        ("P1,1,2004,,2,mg/kg,D,,Boden", "missing substance"),
        ("P1,1,2004,LEAD,2,,D,,Boden", "missing unit"),
        ("P1,1,2004,LEAD,2,Mg/kg,D,,Boden", "unknown unit 'Mg/kg' for a content in mg/kg"),
        ("P1,1,2004,LEAD,2,pH,D,,Boden", "unknown unit 'pH' for a content in mg/kg"),
        ("P1,1,2004,LEAD,,mg/kg,D,,Boden", "empty cell"),
        ("P1,1,2004,LEAD,2,mg/kg,X,,Boden", "unknown basis 'X', not in words of the mapping"),
        ("P1,1,2004,LEAD,2,mg/kg,D,,soil", "unknown matrix 'soil', not in words of the mapping"),
        ("P1,1,2004,LEAD,2,mg/kg,D,,", "missing matrix"),
        ("P1,1,2004,LEAD,2,mg/kg,W,0,Boden", "dry_matter_pct '0' is not between 0.1 and 100"),
        ("P1,1,2004,LEAD,101,%,D,,Boden", "more than the soil weighs"),
    ],
)
def test_a_row_that_cannot_be_used_is_in_quarantine_with_its_reason(take, row, reason):
    assert take(row) == {reason: 1}


def test_a_wet_mass_becomes_dry_where_the_dry_matter_is_given(take):
    rows = take(
        "P1,1,2004,LEAD,2,mg/kg,W,40,Boden",
        "P2,1,2004,LEAD,2,mg/kg,W,,Boden",
        "P3,1,2004,ACID,6,pH,W,40,Boden",
        "P4,1,2004,LEAD,<2,mg/kg,W,40,Boden",
        "P5,1,2004,LEAD,2,mg/kg,,40,Boden",
    )
    assert list(rows["value"]) == [5.0, 2.0, 6.0, 5.0, 2.0]
    assert list(rows["basis"]) == ["dry", "wet", "wet", "dry", "unknown"]
    assert list(rows["original_value"]) == ["2", "2", "6", "<2", "2"]


def test_one_unit_may_be_that_of_all_rows(take):
    entry = {**LONG["observations"], "unit": "", "unit_of_all": "g/kg", "codes": {"LEAD": "Pb"}}
    rows = take("P1,1,2004,LEAD,2,,D,,Boden", observations=entry)
    assert list(rows["value"]) == [2000.0]


def test_a_value_on_another_basis_is_no_duplicate(take):
    rows = take("P1,1,2004,LEAD,2,mg/kg,D,,Boden", "P1,1,2004,LEAD,1,mg/kg,W,,Boden")
    assert list(rows["basis"]) == ["dry", "wet"]


def test_names_are_joined_and_replaced_as_the_mapping_says(take):
    changes = {
        "columns": {k: v for k, v in LONG["columns"].items() if k != "sample_id"},
        "joined": {"sample_id": ["sample", "dry"]},
        "otherwise": {"site_id": ["mass", "medium"]},
    }
    rows = take("P1,1,2004,LEAD,2,mg/kg,D,50,Boden", ",1,2005,LEAD,2,mg/kg,D,,Boden", **changes)
    assert list(rows["sample_id"]) == ["1/50", "1/"]
    assert list(rows["site_id"]) == ["P1", "D/Boden"]


def test_a_known_limit_of_a_substance_is_that_of_its_non_detects(take):
    entry = {**LONG["observations"], "limits": {"Pb": {"below": 50, "unit": "µg/kg"}}}
    rows = take(
        "P1,1,2004,LEAD,n.d.,mg/kg,D,,Boden",
        "P2,1,2004,LEAD,<LOQ,µg/kg,D,,Boden",
        "P3,1,2004,LEAD,<2,mg/kg,D,,Boden",
        observations=entry,
    )
    assert list(rows["value"]) == pytest.approx([0.05, 0.05, 2.0], rel=1e-14)


def test_another_substance_has_no_share_in_that_limit(take):
    entry = {**LONG["observations"], "limits": {"Pb": {"below": 50, "unit": "µg/kg"}}}
    row = "P1,1,2004,ACID,n.d.,pH,D,,Boden"
    assert take(row, observations=entry) == {"non-detect without a limit": 1}


DRY = {
    **LONG["observations"],
    "codes": {**LONG["observations"]["codes"], "CADMIUM": "Cd"},
    "dry_matter": ["DRYWT%"],
}


@pytest.fixture
def dry(ingest_text, store):
    """Report and rows of a file that gives the dry matter in rows of its own."""

    def take(*rows):
        report = ingest_text(HEADER + "\n".join(rows) + "\n", **{**LONG, "observations": DRY})
        assert report.n_read == len(rows) == report.n_used + report.n_quarantined
        return report, open_store(str(store)).read(("measurements",), "XAA")["measurements"]

    return take


def test_dry_matter_in_a_row_of_its_own_is_that_of_its_sample(dry):
    report, rows = dry(
        "P1,1,2004,LEAD,2,mg/kg,W,,Boden",
        "P1,1,2004,DRYWT%,40,%,W,,Boden",
        "P1,2,2004,LEAD,2,mg/kg,W,,Boden",
        "P1,1,2004,ACID,6,pH,W,,Boden",
        "P2,1,2004,LEAD,2,mg/kg,W,25,Boden",
        "P2,1,2004,CADMIUM,2,mg/kg,W,,Boden",
        "P2,1,2004,DRYWT%,500,g/kg,D,,Boden",
    )
    assert list(rows["value"]) == [5.0, 2.0, 6.0, 8.0, 4.0]  # 2/0.40, wet, pH, 2/0.25, 2/0.50
    assert list(rows["basis"]) == ["dry", "wet", "wet", "dry", "dry"]
    assert report.reasons == {"dry matter, taken for the other values of its sample": 2}


def test_dry_matter_that_cannot_be_told_is_not_taken(dry):
    report, rows = dry(
        "P1,1,2004,LEAD,2,mg/kg,W,,Boden",
        "P1,1,2004,DRYWT%,40,%,W,,Boden",
        "P1,1,2004,DRYWT%,50,%,W,,Boden",
        "P2,1,2004,DRYWT%,55,µg/kg,W,,Boden",
        "P3,1,2004,DRYWT%,much,%,W,,Boden",
    )
    assert list(rows["basis"]) == ["wet"]
    assert report.reasons == {
        "dry matter that differs within its sample, so none is taken": 2,
        "dry matter '55' in 'µg/kg' is no share": 1,
        "dry matter 'much' in '%' is no share": 1,
    }


@pytest.mark.parametrize("n_rows", [1, 2, 4])
def test_dry_matter_in_another_piece_than_its_sample_is_taken_all_the_same(
    dry, store, content_of, monkeypatch, n_rows
):
    rows = (
        "P1,1,2004,LEAD,2,mg/kg,W,,Boden",
        "P2,1,2004,LEAD,2,mg/kg,W,,Boden",
        "P2,1,2004,DRYWT%,50,%,W,,Boden",
        "P3,1,2004,LEAD,2",
        "P3,1,2004,CADMIUM,2,mg/kg,W,,Boden,more",
        "P2,1,2004,DRYWT%,60,%,W,,Boden",
        "P1,1,2004,DRYWT%,40,%,W,,Boden",
        "P1,1,2004,CADMIUM,<4,mg/kg,W,,Boden",
    )
    whole, _ = dry(*rows)
    before = content_of(store)
    monkeypatch.setattr(intake, "VALUES_A_CHUNK", n_rows)
    report, found = dry(*rows)
    assert list(found["value"]) == [5.0, 2.0, 10.0]  # 2/0.40, wet as 50 is not 60, 4/0.40
    assert list(found["basis"]) == ["dry", "wet", "dry"]
    assert report.reasons == whole.reasons
    assert content_of(store) == before


def test_a_file_of_nothing_but_dry_matter_has_no_measurements(dry):
    report, rows = dry("P1,1,2004,DRYWT%,?,%,W,,Boden")
    assert len(rows) == 0
    assert report.reasons == {"dry matter '?' in '%' is no share": 1}


@pytest.mark.parametrize("name", ["P\x0b1", "P\u202e1", "P\u00ad1", "P\ue0001"])
def test_a_name_with_signs_that_nobody_sees_is_in_quarantine(take, name):
    reason = f"site_id {name!r} has signs that cannot be seen"
    assert take(f"{name},1,2004,LEAD,2,mg/kg,D,,Boden") == {reason: 1}


def test_a_name_with_the_joiners_of_its_script_is_a_name(take):
    assert take("می\u200cرود,1,2004,LEAD,2,mg/kg,D,,Boden")["site_id"][0] == "می\u200cرود"
