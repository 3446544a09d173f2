"""Kinds of national files, each in its smallest form: what a draft makes of them."""

import re

import pytest
import yaml
from openpyxl import Workbook

from workbench.inputs.drafts.drafting import draft_mapping
from workbench.inputs.drafts.trial import try_draft
from workbench.inputs.ingest import ingest
from workbench.store.reading import open_store


@pytest.fixture
def draft_of(tmp_path):
    """Content of the draft of a text, or of the file that is there."""

    def draft(text, name="a.csv", encoding="utf-8"):
        if text is not None:
            (tmp_path / name).write_bytes(text.encode(encoding))
        written = draft_mapping(tmp_path / name)
        return yaml.load(written, Loader=yaml.BaseLoader) | {"text": written}

    return draft


@pytest.mark.parametrize(
    ("east", "north", "place", "epsg"),
    [
        ("X (L93)", "Y (L93)", ("652381", "6862047"), "2154"),
        ("E_LV95", "N_LV95", ("2600000", "1200000"), "2056"),
        ("Este UTM 18S", "Norte UTM 18S", ("278123", "8663456"), "32718"),
        ("Rechtswert", "Hochwert", ("32567890", "5934567"), "4647"),
    ],
)
def test_a_system_is_read_in_headings_or_in_the_first_digits(draft_of, east, north, place, epsg):
    text = f"Site,Year,{east},{north},Ni (mg/kg)\nP1,2012,{place[0]},{place[1]},3.2\n"
    found = draft_of(text)
    assert found["coordinates"] == {"epsg": epsg}
    assert (found["columns"]["longitude"], found["columns"]["latitude"]) == (east, north)


def test_latitude_and_longitude_in_one_cell_are_cut(draft_of):
    text = 'Sitio,Año,Coordenadas,Ni (ppm)\nA,2018,"4.6097, -74.0817",2\nB,2018,"4.61, -74.1",3\n'
    found = draft_of(text)
    assert found["file"]["split"] == {"Coordenadas": "{latitude}, {longitude}"}
    assert found["columns"]["latitude"] == "latitude"


def test_a_date_in_three_columns_is_put_together(draft_of):
    found = draft_of("Ponto;Ano;Mês;Dia;Ni (mg/kg)\nF1;2015;7;3;2,5\nF2;2016;8;14;3,5\n")
    assert found["joined"]["sampled_on"] == ["Ano", "Mês", "Dia"]
    assert found["joined"]["sample_id"] == ["Ponto", "Ano", "Mês", "Dia"]
    assert found["file"]["dates"] == "Y/m/d"
    assert "not understood" not in found["text"]


@pytest.mark.parametrize(
    ("unit", "basis"), [("mg/kg TS", "dry"), ("mg/Kg-dry", "dry"), ("mg/kg ww", "wet")]
)
def test_the_basis_is_read_in_the_units(draft_of, unit, basis):
    found = draft_of(f"Site,Year,Analyte,Result,Units\nA,2018,Nickel,2,{unit}\n")
    assert found["constants"]["basis"] == basis


def test_a_property_has_no_basis_and_leaves_that_of_the_contents(draft_of):
    found = draft_of("Site,Année,Plomb (mg/kg MS),pH eau\nA,2018,2,6.5\n")
    assert found["constants"]["basis"] == "dry"


def test_units_that_say_different_things_leave_the_basis_open(draft_of):
    text = "Site,Year,Analyte,Result,Units\nA,2018,Nickel,2,mg/kg TS\nB,2018,Nickel,2,mg/kg\n"
    assert draft_of(text)["constants"]["basis"] == "unknown"


def test_a_unit_in_the_cells_is_that_of_the_column(draft_of):
    found = draft_of("Site,Year,Nickel\nA,2018,2.5 mg/kg\nB,2018,<1 mg/kg\n")
    assert found["substances"] == {"Nickel": {"substance": "Ni", "unit": "mg/kg"}}


def test_a_column_whose_only_cell_cannot_be_read_is_taken_all_the_same(draft_of):
    found = draft_of("Site,Year,Ni (mg/kg),Hg (mg/kg)\nA,2018,2.5,see annex\n")
    assert list(found["substances"]) == ["Ni (mg/kg)", "Hg (mg/kg)"]
    assert "# ? not understood among the values: 'see annex'" in found["text"]


@pytest.mark.parametrize("heading", ["Ni_Q", "Ni qualifier"])
def test_a_column_of_qualifiers_beside_its_values_is_used(draft_of, heading):
    found = draft_of(f"Site,Year,Ni_mgkg,{heading}\nA,2018,2.5,\nB,2018,0.2,U\n")
    assert found["substances"]["Ni_mgkg"]["flag"] == heading
    assert found["nondetects"]["flags"] == {"U": "below"}


def test_a_column_of_qualifiers_that_goes_with_nothing_is_asked_for(draft_of):
    found = draft_of("Site,Year,Ni (mg/kg),Extra\nA,2018,2.5,\nB,2018,0.2,U\n")
    assert "# ? flags: 'Extra' holds qualifiers and is not used" in found["text"]


def test_two_columns_of_flags_are_both_used(draft_of):
    text = (
        "Loc_ID,Date,Sample_Type,Matrix,Param_Name,Result,Units,Detected,Qualifier\n"
        "A,2020-03-02T10:00:00,N,SOIL,Nickel,2,MG/KG,Y,R\n"
        "A,2020-03-02T10:00:00,FD,GW,Nickel,2,MG/KG,N,U\n"
    )
    found = draft_of(text)
    assert found["observations"]["flag"] == ["Detected", "Qualifier"]
    assert (found["columns"]["site_id"], found["columns"]["matrix"]) == ("Loc_ID", "Matrix")
    assert found["leave_out"] == {"Sample_Type": ["FD"]}


def test_a_sample_is_taken_for_its_site_where_no_column_names_one(draft_of):
    found = draft_of("Campione,Data,Analita,Risultato,U.M.\nC1,2018-03-14,Piombo,2,mg/kg s.s.\n")
    assert (found["columns"]["site_id"], found["observations"]["unit"]) == ("Campione", "U.M.")


def test_a_bare_id_names_the_site_where_nothing_else_does(draft_of):
    assert draft_of("id,date,Ni_mg_kg\nR1,2020-02-03,2\n")["columns"]["site_id"] == "id"


def test_sheets_of_one_shape_are_read_together(draft_of, tmp_path):
    book = Workbook()
    for title in ("2018", "2021"):
        sheet = book.create_sheet(title)
        sheet.append(["Site", "Date", "Ni (mg/kg)"])
        sheet.append(["A", f"{title}-03-14", 2.5])
    book.remove(book["Sheet"])
    book.create_sheet("Notes").append(["Read me"])
    book.save(tmp_path / "a.xlsx")
    assert draft_of(None, "a.xlsx")["file"]["sheets"] == ["2018", "2021"]


@pytest.mark.parametrize(("sign", "cell"), [(" ", "1 250,5"), ("'", "1'250"), (" ", "1\u202f250")])
def test_groups_of_digits_apart_are_seen(draft_of, sign, cell):
    found = draft_of(f"Site;Date;Ni mg/kg\nA;1.5.2010;{cell}\nB;25.5.2010;22,5\n")
    assert found["file"]["thousands"] == sign


def test_two_nines_are_a_number_and_three_with_a_minus_may_be_none(draft_of):
    text = "Site,Year,Ni_mg_kg,Ni_LOD\nA,2018,99,1\nB,2018,{},1\n"
    assert '"99"' not in draft_of(text.format("88"))["text"]
    assert '"-88": lod' in draft_of(text.format("-88"))["text"]


def test_rounds_side_by_side_are_told_apart_by_their_headings(draft_of):
    found = draft_of("Site,Ni 2005 (mg/kg),Ni 2015 (mg/kg)\nN1,25,22\n")
    rounds = [one["sampled_on"] for one in found["substances"].values()]
    assert rounds == ["2005", "2015"]
    assert "sampled_on: FILL IN" not in found["text"]


def test_a_year_in_one_heading_does_not_replace_the_column_of_dates(draft_of):
    found = draft_of("Site,Date,Ni (mg/kg) ISO 1995\nN1,2018-05-01,25\n")
    assert "sampled_on" not in next(iter(found.get("substances", {"": {}}).values()))


def test_depths_side_by_side_are_told_apart_by_their_headings(draft_of):
    found = draft_of("Site,Year,Ni 0-20 cm (mg/kg),Ni 20-40 cm (mg/kg)\nD1,2019,25,12\n")
    assert [one["layer"] for one in found["substances"].values()] == ["0-20 cm", "20-40 cm"]
    assert "layer" not in found["constants"]


def test_merged_cells_of_sites_are_filled_down(draft_of):
    found = draft_of("Estación;Fecha;Ni (mg/kg)\nE-1;2016-04-03;2\n;2016-04-04;3\n")
    assert found["file"]["fill_down"] == ["Estación"]
    one_gap = draft_of("Site;Date;Ni (mg/kg)\nA;2016;2\nB;2016;3\nC;2016;2\n;2016;2\n")
    assert "fill_down" not in one_gap["file"]


def test_a_row_of_limits_gives_the_limit_of_each_column(draft_of):
    found = draft_of("Site,Date,Ni (mg/kg),Hg (mg/kg)\nLOD,,0.5,0.05\nS1,2018-04-01,12,<LOD\n")
    assert [one["lod"] for one in found["substances"].values()] == ["0.5", "0.05"]
    assert found["leave_out"] == {"Site": ["LOD"]}


def test_an_axis_of_a_grid_is_no_explosive(draft_of):
    text = "Meetpunt;Datum;RD-X;RD-Y;Lood (mg/kg ds)\nB1;2019-05-14;123456;456789;45\n"
    found = draft_of(text)
    assert list(found["substances"]) == ["Lood (mg/kg ds)"]
    assert found["coordinates"] == {"epsg": "28992"}


def test_french_remark_codes_are_those_of_sandre(draft_of):
    text = (
        "Commune;Date;Paramètre;Code remarque;Résultat;Unité\n"
        "Lyon;2018-03-01;Nickel;1;45;mg/(kg MS)\nLyon;2018-03-01;Plomb;10;4;mg/(kg MS)\n"
    )
    found = draft_of(text)
    assert found["nondetects"]["flags"] == {"1": "detected", "10": "below_loq"}
    assert "are not known; rows are quarantined" not in found["text"]


def test_a_column_is_not_both_the_substance_and_its_value(draft_of):
    text = "Место отбора;Дата;Содержание, мг/кг;\n;;Pb;Zn\nп1;2019-06-12;18,4;44\n"
    found = draft_of(text)
    assert [one["substance"] for one in found["substances"].values()] == ["Pb", "Zn"]


def test_a_unit_above_the_header_is_that_of_columns_without_one(draft_of):
    text = "# Survey\n# contents in µg/kg dry weight\nsite,year,Pb,Cd (mg/kg)\nK1,2012,5.1,22\n"
    found = draft_of(text)
    assert [one["unit"] for one in found["substances"].values()] == ["µg/kg", "mg/kg"]
    assert "# ? 'Pb': the unit that is stated above the header" in found["text"]


@pytest.mark.parametrize("heading", ["", "Q"])
def test_signs_in_a_column_without_a_heading_of_its_own_are_asked_for(draft_of, heading):
    text = f"Site,Year,{heading},Ni (mg/kg),{heading},Hg (mg/kg)\nA,2018,<,2.5,<,3\nB,2018,,2,,1\n"
    assert "holds '<': give it one, or what it says of limits is lost" in draft_of(text)["text"]


TWO_LINES = (
    "Station;Coordonnées;;Prélèvement;;;Plomb (Pb);;Cadmium (Cd);;pH\n"
    "Code;Latitude;Longitude;Date;Prof. haut (cm);Prof. bas (cm);mg/kg MS;LQ;mg/kg MS;LQ;eau\n"
    "S1;46°12'30,0\" N;2°05'00,0\" O;18/08/2012;0;20;32,5;1;<LQ;0,2;6,5\n"
    "S2;46°20'30,0\" N;2°15'00,0\" O;19/08/2013;0;20;30,1;1;0,23;0,2;6,1\n"
)


def test_two_lines_of_french_headings_name_day_depths_and_basis(draft_of):
    found = draft_of(TWO_LINES)
    assert found["file"] | {"header_lines": "2", "dates": "d/m/Y"} == found["file"]
    assert (
        found["columns"]
        | {
            "sampled_on": "Prélèvement Date",  # and no sample, though `prélèvement` is one
            "depth_top_cm": "Prélèvement Prof. haut (cm)",
            "depth_bottom_cm": "Prélèvement Prof. bas (cm)",
        }
        == found["columns"]
    )
    assert "sample_id" not in found["columns"]
    assert found["constants"]["basis"] == "dry"  # the pH beside it has none
    assert found["substances"]["Cadmium (Cd) mg/kg MS"]["loq"] == "Cadmium (Cd) LQ"


def test_a_constant_stands_in_place_of_what_was_found_and_asked(tmp_path):
    (tmp_path / "a.csv").write_text(TWO_LINES, encoding="utf-8")
    written = draft_mapping(tmp_path / "a.csv", {"iso3": "XAA", "sampled_on": "2012"})
    found = yaml.load(written, Loader=yaml.BaseLoader)
    assert found["constants"] | {"iso3": "XAA", "sampled_on": "2012"} == found["constants"]
    assert "sampled_on" not in found["columns"]
    assert "iso3: FILL IN" not in written


@pytest.mark.parametrize(
    ("lead", "limit", "column"),
    [
        ("Plomo (mg/kg m.s.)", "L.C. Plomo", "loq"),
        ("Blei [mg/kg TM]", "BG Blei", "loq"),
        ("Blei [mg/kg TM]", "NG Pb", "lod"),
        ("Pb mg/kg", "LOQ Pb", "loq"),
    ],
)
def test_a_limit_may_be_named_before_its_substance(draft_of, lead, limit, column):
    found = draft_of(f"Site;Year;{lead};{limit}\nA;2014;25,3;1,0\nB;2014;<1;1,0\n")
    assert found["substances"][lead][column] == limit


def test_degrees_may_have_a_point_where_contents_have_commas(draft_of):
    text = (
        "Точка отбора;Широта;Долгота;Год;Свинец, мг/кг;Кадмий, мг/кг\n"
        "A1;55.7512;37.6184;2015;18,5;0,21\nA2;55.7712;37.6384;2016;22,5;0,19\n"
    )
    found = draft_of(text, encoding="cp1251")
    assert (found["columns"]["latitude"], found["columns"]["longitude"]) == ("Широта", "Долгота")
    assert found["file"]["decimal"] == ","


@pytest.mark.parametrize(
    ("top", "bottom"), [("Da (cm)", "A (cm)"), ("Desde (cm)", "Hasta (cm)"), ("De (cm)", "à (cm)")]
)
def test_from_and_to_in_centimetres_are_the_ends_of_a_layer(draft_of, top, bottom):
    found = draft_of(f"Site;Year;{top};{bottom};Pb (mg/kg)\nA;2014;0;30;25,3\nB;2014;0;30;21\n")
    assert found["columns"]["depth_top_cm"] == top
    assert found["columns"]["depth_bottom_cm"] == bottom


def test_letters_of_central_europe_are_no_signs_of_a_power(draft_of):
    text = "Punkt pomiarowy;Rok;Kadm [mg/kg s.m.];Ołów [mg/kg s.m.]\nP1;1995;0,31;17,2\n"
    found = draft_of(text, encoding="cp1250")
    assert found["file"]["encoding"] == "cp1250"
    assert found["substances"]["Ołów [mg/kg s.m.]"]["substance"] == "Pb"


@pytest.mark.parametrize(
    ("header", "rows", "days"),
    [
        ("Station,Date", ("S1,12/05/2566", "S2,29/02/2563"), ["2020-02-29", "2023-05-12"]),
        ("Station,Year", ("S1,2566", "S2,2563"), ["2020", "2023"]),
        ("Station,Year,Month,Day", ("S1,2566,5,12", "S2,2563,2,29"), ["2020-02-29", "2023-05-12"]),
    ],
)
def test_years_of_the_buddhist_calendar_are_a_doubt(draft_of, tmp_path, header, rows, days):
    text = f"{header},matrix,Ni (mg/kg)\n" + "".join(f"{row},soil,3\n" for row in rows)
    found = draft_of(text)
    assert "calendar" not in found.get("file", {})
    assert "# calendar: buddhist\n" in found["text"]
    trial = try_draft(tmp_path / "a.csv", {"iso3": "THA"})
    assert trial.report.n_used == 0
    assert all("file.calendar is buddhist" in reason for reason in trial.report.reasons)
    mapping = tmp_path / "a.yml"
    said = re.sub(r"(?m)^  # (?=calendar)", "  ", found["text"])
    said = said.replace("constants:\n", "constants:\n  iso3: THA\n", 1)
    mapping.write_text(said, encoding="utf-8")
    assert ingest(tmp_path / "a.csv", mapping, tmp_path / "store").n_used == 2
    read = open_store(str(tmp_path / "store")).read(("measurements",), "THA")["measurements"]
    assert sorted(read["sampled_on"]) == days


def test_land_uses_become_those_of_thresholds(draft_of):
    text = "Site;Année;Occupation du sol;Plomb (mg/kg)\nA;2014;prairie;25\nB;2014;{};21\n"
    assert draft_of(text.format("forêt"))["schemes"] == {"land_use": "words"}
    found = draft_of(text.format("lande"))
    assert found["words"]["land_use"] == {"lande": "lande", "prairie": "grassland"}
    assert "no land use of thresholds is known for 'lande'" in found["text"]
    codes = draft_of("Site,Year,Land use,Pb (mg/kg)\nA,2014,2.1.1,25\nB,2014,3.1.1,21\n")
    assert codes["schemes"] == {"land_use": "CORINE"}


@pytest.mark.parametrize(
    ("text", "encoding", "values", "place"),
    [
        pytest.param(
            "Точка;Год;Свинец (мг/кг)\nЯ1;2015;12,5\nЯ2;2015;< 0,05\n",
            *("koi8-r", [0.05, 12.5], {}),
            id="Russian of old programs",
        ),
        pytest.param(
            "Site,Année,Profondeur,Plomb (mg/kg)\rPré 1,2015,0-20 cm,12\rPré 2,2016,0-20 cm,<1\r",
            *("mac-roman", [1.0, 12.0], {}),
            id="French of a Macintosh with its line ends",
        ),
        pytest.param(
            "site,longitude,latitude,year,Pb (mg/kg)\nP1,\u221275.5,8\u00b732,2015,12\u00b75\n",
            *("utf-8", [12.5], {"longitude": -75.5, "latitude": 8.32}),
            id="minus signs and raised points",
        ),
        pytest.param(
            "Pb;site;année;profondeur\n12,5 mg/kg;P1;2015;0-20\n< 0,1 mg/kg;P2;2016;0-20\n",
            *("utf-8", [0.1, 12.5], {"depth_top_cm": 0, "depth_bottom_cm": 20}),
            id="units behind decimal commas, values first",
        ),
        pytest.param(
            "'site';'year';'Pb (mg/kg)'\n'P1';'2015';'12,5'\n'P2';'2016';'11;5'\n",
            *("utf-8", [12.5], {}),
            id="cells within apostrophes",
        ),
        pytest.param(
            "site,year,Pb (mg/kg)\nÉ1,2015,12\nÉ2,2016,<1\n",
            *("utf-16-be", [1.0, 12.0], {}),
            id="UTF-16 without a mark, high byte first",
        ),
        pytest.param(
            "\u00a0site\u00a0,year ,Pb\u00a0(mg/kg)\nP1,2015,1\u202f250\nP2,2016,\uff11\uff12\n",
            *("utf-8", [12.0, 1250.0], {}),
            id="blanks that do not break and broad digits",
        ),
        pytest.param(
            "Σημείο;Ημερομηνία;Μόλυβδος (mg/kg)\nA1;13/05/2014;12,5\n",
            *("cp1253", [12.5], {"site_id": "A1"}),
            id="Greek",
        ),
        pytest.param(
            "אתר,תאריך,עופרת (mg/kg)\nA1,13/05/2014,12.5\n",
            *("utf-8", [12.5], {"site_id": "A1"}),
            id="Hebrew",
        ),
        pytest.param(
            "Điểm lấy mẫu,Ngày lấy mẫu,Chì (mg/kg)\nA1,13/05/2014,12.5\n",
            *("utf-8", [12.5], {"site_id": "A1"}),
            id="Vietnamese",
        ),
        pytest.param(
            "year,2015,2015,2016\nsite,P1,P2,P1\nPb (mg/kg),12,<13,14\n",
            *("utf-8", [12.0, 13.0, 14.0], {}),
            id="on its side with the year first",
        ),
    ],
)
def test_further_letters_signs_and_layouts_are_taken_in(tmp_path, text, encoding, values, place):
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    trial = try_draft(path, {"iso3": "XAA", "matrix": "soil"}, tmp_path / "store")
    assert trial.problems == ()
    read = open_store(str(tmp_path / "store")).read(("measurements",), "XAA")["measurements"]
    assert sorted(read["value"]) == values
    assert {name: read[name].iloc[0] for name in place} == place
