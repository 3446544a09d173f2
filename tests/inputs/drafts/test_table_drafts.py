"""Drafts of files on areas and people in three languages, and what their trial makes of them."""

import json
import re

import pytest
import yaml

from workbench.inputs.areas.tables_mapping import read_tables_mapping
from workbench.inputs.drafts.drafting import draft_mapping
from workbench.inputs.drafts.trial import try_draft
from workbench.inputs.ingest import ingest
from workbench.store.reading import open_store
from workbench.words.wording import words_of

DEATHS = {
    "en": """District code,District,Year,Sex,Age group,ICD-10,Deaths,Person-years
01,Ambermoor,2019,Males,0-64,C34,3,1200.5
02,Bracken,2019,Females,65 and over,C34,1,310
""",
    "fr": """Code commune;Commune;An;Sexe;Tranche d'âge;Code CIM-10;Nombre de décès;Personnes-années
01;Amont;2019;Hommes;0 à 64 ans;C34;3;1200,5
02;Bourg;2019;Femmes;65 ans et plus;C34;1;310
""",
    "es": """Código de municipio;Municipio;Año;Sexo;Grupo de edad;CIE-10;Defunciones;Personas-año
01;Alta;2019;Hombres;0 a 64 años;C34;3;1200,5
02;Baja;2019;Mujeres;65 y más;C34;1;310
""",
}
PEOPLE = {
    "en": "Area code,Year,Population\nA1,2019,12\n",
    "fr": "Code canton;Année;Population municipale\nA1;2019;12\n",
    "es": "Código de área;Año;Población censada\nA1;2019;12\n",
}
COVARIATES = {
    "en": "District,Year,Unemployment rate (%),Smokers\nA1,2019,7.5,0.2\n",
    "fr": "Canton;Année;Taux de chômage (%);Fumeurs\nA1;2019;7,5;0,2\n",
    "es": "Distrito;Año;Tasa de desempleo (%);Fumadores\nA1;2019;7,5;0,2\n",
}
RESULTS = {
    "en": """Participant ID,Year,Age,Gender,Specimen,Biomarker,Result,Units,LOD
P1,2018,34,Male,Whole blood,Lead,1.2,µg/dL,0.1
P2,2018,41,Female,Urine,Cadmium,<0.05,µg/g creatinine,0.05
""",
    "fr": """Code participant;Année;Âge;Sexe;Nature du prélèvement;Biomarqueur;Résultat;Unité;LD
P1;2018;34;Homme;Sang total;Plomb;1,2;µg/dL;0,1
P2;2018;41;Femme;Urines;Cadmium;<0,05;µg/g créatinine;0,05
""",
    "es": """Código de participante;Año;Edad;Sexo;Muestra;Biomarcador;Valor;Unidad;Límite detección
P1;2018;34;Hombre;Sangre;Plomo;1,2;µg/dL;0,1
P2;2018;41;Mujer;Orina;Cadmio;<0,05;µg/g creatinina;0,05
""",
}
AREAS = {
    "en": "District code,District name,Province\nA1,Ambermoor,North\nA2,Bracken,North\n",
    "fr": "Code commune;Nom de la commune;Province\nA1;Amont;Nord\nA2;Bourg;Nord\n",
    "es": "Código de municipio;Nombre del municipio;Provincia\nA1;Alta;Norte\nA2;Baja;Norte\n",
}
LANGUAGES = ("en", "fr", "es")


@pytest.fixture
def tried(tmp_path):
    """Store and trial of a text, taken in by its draft."""

    def take(text, name="a.csv", **constants):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return try_draft(path, {"iso3": "XAA"} | constants, tmp_path / "store")

    return take


@pytest.fixture
def table(tmp_path):
    """Rows of a table of the store."""
    return lambda name: open_store(str(tmp_path / "store")).read((name,), "XAA")[name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_deaths_by_sex_and_age_and_the_people_beside_them(tried, table, language):
    trial = tried(DEATHS[language])
    assert (trial.problems, trial.report.n_used) == ((), 4)
    rows, people = table("outcomes"), table("population")
    assert list(rows["area_id"]) == ["01", "02"]
    assert list(rows["sex"] + rows["age_band"]) == ["M0-64", "F65+"]
    assert list(rows["outcome"]) == ["C34", "C34"]
    assert list(rows["cases"]) == [3, 1]
    assert list(people["person_years"]) == [1200.5, 310]
    said = "\n".join(trial.in_words(words_of(), stored=True))
    assert "row 2, outcomes: area_id 01, year 2019, sex M, age_band 0-64" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_without_sex_and_age_are_all_and_asked_about(tried, table, language):
    assert tried(PEOPLE[language]).report.n_used == 1
    row = table("population").iloc[0]
    assert (row["sex"], row["age_band"], row["person_years"]) == ("all", "all", 12)


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_of_areas_are_covariates(tried, table, language):
    assert tried(COVARIATES[language]).report.n_used == 2
    rows = table("covariates").sort_values("value", ascending=False)
    assert list(rows["value"]) == [7.5, 0.2]
    assert list(rows["unit"]) == ["%", "1"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_of_people(tried, table, language):
    trial = tried(RESULTS[language])
    assert (trial.problems, trial.report.n_used) == ((), 2)
    rows = table("biomonitoring").sort_values("participant")
    assert list(rows["substance"] + rows["matrix"]) == ["Pbblood", "Cdurine"]
    assert list(rows["value"].round(9)) == [12.0, 0.05]
    assert list(rows["censored"]) == [False, True]
    assert list(rows["sex"]) == ["M", "F"]
    assert list(rows["age"]) == [34, 41]
    said = "\n".join(trial.in_words(words_of(), stored=True))
    assert "participant" not in said
    assert "P1" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_of_areas(tried, table, language):
    assert tried(AREAS[language]).report.n_used == 2
    assert list(table("areas")["area_id"]) == ["A1", "A2"]
    assert table("areas")["name"].str.len().min() > 3


@pytest.mark.parametrize(
    ("text", "name", "line", "found"),
    [
        (PEOPLE["en"], "population", "iso3: KEN", "KEN"),
        (PEOPLE["en"], "population", "counted_as: mid-year", "mid-year"),
        (PEOPLE["es"], "population", "counted_as: census", "census"),
        (AREAS["fr"], "areas", "parent_id: Province", "Nord"),
        ("District,Year,Deaths\nA,2019,3\n", "outcomes", "outcome: C34", "C34"),
        ("District,Deaths,ICD\nA,3,C34\n", "outcomes", "year: '2020'", 2020),
        (
            "District,Year,ICD,Rate\nA,2019,C34,3\n",
            "outcomes",
            "rate_per: '100000'",
            1e5,
        ),
        (
            "Participant,Year,Lead (µg/L)\n1,2019,3\n",
            "biomonitoring",
            "matrix: blood",
            "blood",
        ),
        (
            "Participant,Year,Specimen,Metal,Value\n1,2019,Blood,Lead,3\n",
            "biomonitoring",
            "unit: µg/L",
            "µg/L",
        ),
    ],
)
def test_a_line_that_is_uncommented_holds(tmp_path, text, name, line, found):
    path, mapping = tmp_path / "a.csv", tmp_path / "a.yml"
    path.write_text(text, encoding="utf-8")
    written = draft_mapping(path)
    assert f"\n  # {line}\n" in written
    uncommented = re.sub(r"(?m)^  # ", "  ", written)
    mapping.write_text(uncommented, encoding="utf-8")
    read_tables_mapping(mapping)
    report = ingest(path, mapping, tmp_path / "store")
    assert report.n_quarantined == 0
    rows = open_store(str(tmp_path / "store")).read((name,), "KEN")[name]
    assert rows[line.partition(":")[0]].iloc[0] == found


def test_numbers_for_men_and_women_are_a_doubt_and_not_guessed(tried):
    text = "District,Year,Sex,Population\nA,2019,1,5\nA,2019,2,6\n"
    trial = tried(text)
    assert trial.report.n_used == 0
    assert (
        trial.report.reasons == {"unknown sex '1'": 1, "unknown sex '2'": 1} or trial.report.reasons
    )


def test_columns_of_a_sex_and_age_are_taken_apart(tried, table):
    text = "Municipio,Año,Hombres 0-4,Hombres 5 y más,Mujeres 0-4,Mujeres 5 y más\nA,2020,1,2,3,4\n"
    assert tried(text).report.n_used == 4
    rows = table("population").sort_values("person_years")
    assert list(rows["sex"] + rows["age_band"]) == ["M0-4", "M5+", "F0-4", "F5+"]


def test_columns_of_one_year_or_one_outcome_are_taken_apart(tried, table):
    assert tried("District,Population 2019,Population 2020\nA,5,6\n").report.n_used == 2
    assert list(table("population").sort_values("year")["year"]) == [2019, 2020]
    assert tried("District,Year,Cases C34,Cases N18\nA,2020,5,6\n", "b.csv").report.n_used == 2
    assert sorted(table("outcomes")["outcome"]) == ["C34", "N18"]


def test_the_year_is_read_in_a_column_of_dates(tried, table):
    text = "Participant;Date de prélèvement;Plomb sanguin (µg/L)\n1;03/05/2019;12\n"
    assert tried(text).report.n_used == 1
    row = table("biomonitoring").iloc[0]
    assert (row["year"], row["matrix"], row["substance"]) == (2019, "blood", "Pb")


def test_borders_are_areas(tried, table):
    ring = [[36.0, -1.0], [36.1, -1.0], [36.1, -1.1], [36.0, -1.0]]
    feature = {
        "type": "Feature",
        "properties": {"Code commune": "A1", "Nom": "Amont"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    trial = tried(text, "communes.geojson")
    assert trial.report.n_used == 1
    row = table("areas").iloc[0]
    assert (row["area_id"], row["name"]) == ("A1", "Amont")
    assert "Polygon" in row["geometry"]


@pytest.mark.parametrize(
    "text",
    [
        "District,Site,Year,Pb (mg/kg)\nA,S1,2019,12\n",
        "District,Station,Year,Parameter,Result,Unit\nA,S1,2019,Lead,12,mg/kg\n",
        "Commune;Point;Année;CAS;Paramètre;Valeur;Unité\nA;S1;2019;7439-92-1;Plomb;12;mg/kg\n",
        "Participant,Site,Year,Analyte,Result,Unit\nLab 1,S1,2019,Lead,12,mg/kg\n",
    ],
)
def test_soil_with_areas_stays_soil(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    content = yaml.load(draft_mapping(path), Loader=yaml.BaseLoader)
    assert "tables" not in content
    assert "substances" in content or "observations" in content


def test_years_of_the_buddhist_calendar_are_asked_about_in_tables_too(tried, table, tmp_path):
    text = "District,Year,Population\nA,2566,5\n"
    trial = tried(text)
    assert trial.report.reasons == {
        "year 2566 is in the future (or 2023, where file.calendar is buddhist)": 1
    }
    said = draft_mapping(tmp_path / "a.csv").replace("  # calendar", "  calendar")
    mapping = tmp_path / "a.yml"
    mapping.write_text(said.replace("  # iso3: KEN", "  iso3: XAA"), encoding="utf-8")
    assert ingest(tmp_path / "a.csv", mapping, tmp_path / "store").n_used == 1
    assert table("population")["year"].iloc[0] == 2023
