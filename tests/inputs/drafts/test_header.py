import pytest
from openpyxl import Workbook

from workbench.inputs.drafts.drafting import draft_mapping
from workbench.inputs.ingest import ingest
from workbench.store.reading import open_store


@pytest.fixture
def drafted(tmp_path, store):
    """Draft of a file, and the rows that come in with it where it may be used at once."""

    def take(text, name="soil_XAA.csv", settings=()):
        if text is not None:
            (tmp_path / name).write_text(text, encoding="utf-8")
        draft = draft_mapping(tmp_path / name)
        for old, new in settings:
            assert old in draft
            draft = draft.replace(old, new)
        (tmp_path / "m.yml").write_text(draft, encoding="utf-8")
        report = ingest(tmp_path / name, tmp_path / "m.yml", store)
        return draft, report, open_store(str(store)).read(("measurements",), "XAA")["measurements"]

    return take


COUNTRY = ("constants:\n", "constants:\n  iso3: XAA\n")


def test_a_title_and_a_header_of_three_lines_are_found(drafted, tmp_path):
    book = Workbook()
    for row in [
        ["Results of a laboratory"],
        [None],
        ["Station", "Sampled", "Heavy metals", None],
        [None, None, "Ni", "Hg"],
        [None, None, "mg/kg", "µg/kg"],
        ["Old Ford", "2016-04-01", 12.5, "<20"],
        ["New Ford", "2016-04-01", 14.5, 31],
    ]:
        book.active.append(row)
    book.active.merge_cells("C3:D3")
    book.save(tmp_path / "soil_XAA.xlsx")
    draft, report, rows = drafted(None, "soil_XAA.xlsx", [COUNTRY])
    assert "header_row: 3" in draft
    assert "header_lines: 3" in draft
    assert report.n_quarantined == 0
    assert sorted(rows["value"].round(6)) == [0.02, 0.031, 12.5, 14.5]


def test_a_table_on_its_side_is_found_with_its_sites_and_dates(drafted):
    text = "Analyte,Unit,Old Ford 2016-04-01,New Ford 2017-04-01\nNi,mg/kg,12,13\nHg,µg/kg,<20,30\n"
    draft, _, rows = drafted(text, settings=[COUNTRY])
    assert "transposed: true" in draft
    nickel = rows[rows["substance"] == "Ni"]
    assert sorted(zip(nickel["site_id"], nickel["sampled_on"], strict=True)) == [
        ("New Ford", "2017-04-01"),
        ("Old Ford", "2016-04-01"),
    ]


def test_a_usual_header_stays_where_it_is(drafted):
    draft, _, _ = drafted("station,year,Ni (mg/kg)\nS1,2016,12\nS2,2016,14\n", settings=[COUNTRY])
    assert "header_" not in draft


def test_places_in_metres_ask_for_their_system_and_take_it(drafted):
    text = "station,year,easting,northing,Ni (mg/kg)\nS1,2016,500000,5000000,12\n"
    draft, _, rows = drafted(text, settings=[COUNTRY, ("  epsg: FILL IN", "  epsg: '32635'")])
    assert "# ? epsg: FILL IN the number of the system" in draft
    assert list(rows["longitude"]) == [27.0]


def test_a_column_of_dates_is_known_by_its_cells(drafted):
    text = "station,wann,Ni (mg/kg)\nS1,27-Jun-1983,12\nS1,6/28/1984,12\nS1,Fall 1990,13\n"
    draft, report, rows = drafted(text, settings=[COUNTRY])
    assert "sampled_on: wann" in draft
    assert "# ? more_dates: [season] to take 'Fall 1990' (as their year)" in draft
    assert list(rows["sampled_on"]) == ["1983-06-27", "1984-06-28"]
    assert report.n_quarantined == 1


def test_a_word_inside_of_another_is_no_role(drafted):
    text = (
        "station,year,analyte,ResultIdentifier,result,unit,depth_unit,date_pulled,treatment\n"
        "S1,2016,Ni,77,12,mg/kg,cm,2019-01-01,A\nS2,2016,Ni,78,14,mg/kg,cm,2019-01-01,B\n"
    )
    draft, _, rows = drafted(text, settings=[COUNTRY])
    assert "value: result" in draft
    assert "sampled_on: year" in draft
    assert "unit: unit" in draft
    assert "ResultIdentifier" not in draft.partition("owner:")[2]
    assert sorted(rows["value"]) == [12.0, 14.0]


def test_qualifiers_behind_numbers_are_asked_for(drafted):
    text = "station,year,Ni (mg/kg)\nS1,2016,12 U\nS2,2016,14 J\nS3,2016,15 R\nS4,2016,ND(0.5)\n"
    draft, report, rows = drafted(text, settings=[COUNTRY])
    assert "# ? flags: look up what 'J', 'R', 'U' mean" in draft
    found = zip(rows["value"], rows["censored"], strict=True)
    assert sorted(found) == [(0.5, True), (12.0, True), (14.0, False)]
    assert report.n_quarantined == 1


def test_one_substance_with_two_extractants_is_two_columns(drafted):
    text = "station,year,Ni_total_mg_kg,Ni_EDTA_mg_kg\nS1,2016,12,0.5\n"
    _, _, rows = drafted(text, settings=[COUNTRY])
    assert rows.set_index("fraction")["value"].to_dict() == {"total": 12.0, "extractable": 0.5}


HEADINGS = {
    "fr": "Station;Date de prélèvement;Profondeur (cm);Plomb (mg/kg MS)",
    "es": "Sitio;Fecha de muestreo;Profundidad (cm);Plomo (mg/kg)",
    "pt": "Ponto;Data de coleta;Profundidade (cm);Chumbo (mg/kg)",
    "de": "Standort;Entnahmedatum;Tiefe (cm);Blei (mg/kg TS)",
    "it": "Sito;Data di campionamento;Profondità (cm);Piombo (mg/kg)",
    "ru": "Участок;Дата отбора;Глубина (см);Свинец (мг/кг)",
    "zh": "采样点;采样日期;深度 (cm);铅 (mg/kg)",
    "ar": "الموقع;التاريخ;العمق (cm);الرصاص (mg/kg)",
    "en": "Plot;Sampling date;Depth (cm);Lead (mg/kg)",
}


@pytest.mark.parametrize("language", HEADINGS)
def test_headings_are_read_in_nine_languages(drafted, language):
    text = f"{HEADINGS[language]}\nS1;2016-04-01;0-20;12,5\n"
    _, report, rows = drafted(text, settings=[COUNTRY])
    assert report.n_quarantined == 0
    assert list(rows["value"]) == [12.5]
    assert list(rows["depth_bottom_cm"]) == [20]


def test_a_header_in_three_lines_is_found_where_numbers_have_commas(drafted):
    text = (
        "Estudio 2015;;;\n;;;\nSitio;Fecha;Metales;\n;;Plomo;Cadmio\n;;mg/kg;mg/kg\n"
        "A1;03/02/2015;12,5;<0,2\nA2;25/02/2015;22,5;0,4\n"
    )
    _, _, rows = drafted(text, settings=[COUNTRY])
    assert sorted(rows["value"]) == [0.2, 0.4, 12.5, 22.5]


def test_a_column_of_zones_is_known(drafted):
    text = "Place,Year,Easting,Northing,Zone,Ni (mg/kg)\nP1,2012,500000,5000000,35N,3.2\n"
    _, _, rows = drafted(text, settings=[COUNTRY])
    assert tuple(rows.loc[0, ["site_id", "longitude"]]) == ("P1", 27.0)


@pytest.mark.parametrize("heading", ["qual", "Lab Qualifiers", "flag"])
def test_a_column_of_qualifiers_is_known(drafted, heading):
    text = f"site,year,analyte,result,unit,{heading},mdl\nS,2011,Nickel,0.3,mg/kg,U,0.3\n"
    draft, _, rows = drafted(text, settings=[COUNTRY])
    assert list(rows["censored"]) == [True]
    assert "# ? flags: look up what 'U' mean" in draft


def test_flags_beside_a_column_of_values_have_a_meaning(drafted):
    text = "plot,year,Ni_mg_kg,Ni_flag,Ni_lod\nA,2010,0.4,<,0.5\nB,2010,12,,0.5\n"
    _, report, rows = drafted(text, settings=[COUNTRY])
    assert report.n_quarantined == 0
    assert sorted(zip(rows["value"], rows["censored"], strict=True)) == [(0.4, True), (12.0, False)]


def test_organic_matter_is_no_molybdenum(drafted):
    text = "site,year,MO (g/kg),Mo (mg/kg),pH eau\nA,2010,23,1.5,6.8\n"
    _, _, rows = drafted(text, settings=[COUNTRY])
    found = rows.set_index("substance")["value"].round(9).to_dict()
    assert found == {"SOM": 2.3, "Mo": 1.5, "pH": 6.8}


def test_a_table_on_its_side_has_its_sites_in_its_headings(drafted):
    text = "Substance,Unit,S1,S2\nDate,,2015-03-01,2015-03-02\nNi,mg/kg,12,14\nZn,mg/kg,50,<5\n"
    _, _, rows = drafted(text, settings=[COUNTRY])
    assert sorted(set(zip(rows["site_id"], rows["sampled_on"], strict=True))) == [
        ("S1", "2015-03-01"),
        ("S2", "2015-03-02"),
    ]


def test_what_may_be_meant_holds_once_its_line_is_uncommented(drafted):
    text = "station,date,Ni (mg/kg)\nS1,6/28/1984,12\nS1,6/29/84,12\nS1,Fall 1990,13\nS1,38166,14\n"
    uncommented = [COUNTRY, ("  # two_digit", "  two_digit"), ("  # more_dates:", "  more_dates:")]
    uncommented += [("  # - season", "  - season"), ("  # - serial", "  - serial")]
    _, report, rows = drafted(text, settings=uncommented)
    assert report.n_quarantined == 0
    assert sorted(rows["sampled_on"]) == ["1984-06-28", "1984-06-29", "1990", "2004-06-28"]
