import re

import pytest
from openpyxl import load_workbook

from workbench.inputs.surveys.questionnaire import form_sheets, write_questionnaire
from workbench.vocabulary.places import REGION_NAMES, is_fictional, members
from workbench.vocabulary.survey.conditions import holds
from workbench.vocabulary.survey.items import latest_version, survey_items

LANGUAGES = ("English (en)", "French, not reviewed (fr)", "Spanish, not reviewed (es)")
LITERAL = re.compile(r"'[^']*'")


def cells_of(path):
    book = load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_committed_form_is_what_the_questions_make(project, tmp_path):
    write_questionnaire(tmp_path / "made.xlsx")
    assert cells_of(project / "templates/intake/insop_survey.xlsx") == cells_of(
        tmp_path / "made.xlsx"
    )


def test_the_form_is_valid_and_asks_every_question(project):
    from pyxform.xls2xform import convert  # noqa: PLC0415 - slow

    form = convert(str(project / "templates/intake/insop_survey.xlsx"), validate=False)

    assert form.warnings == []
    assert all(f'/{name}"' in form.xform for name in [*survey_items(), "iso3", "role", "wave"])
    assert all(f'lang="{language}"' in form.xform for language in LANGUAGES)


@pytest.mark.parametrize("column", ["relevant", "constraint", "choice_filter", "calculation"])
def test_expressions_are_balanced_and_name_questions_that_come_before(column):
    asked = set()
    for row in form_sheets()["survey"]:
        expression = LITERAL.sub("''", row.get(column, ""))
        assert expression.count("(") == expression.count(")")
        assert "'" not in expression.replace("''", "")
        assert set(re.findall(r"\$\{(\w+)\}", expression)) <= asked
        asked.add(row["name"])


def test_an_expression_means_the_same_to_the_form_and_to_intake():
    for item in survey_items().values():
        holds(item.relevant, {})
    assert not holds(survey_items()["mon_sites"].relevant, {"monitoring": "no"})
    assert holds(survey_items()["mon_sites"].relevant, {"monitoring": "partial"})


def test_every_text_is_there_in_each_language():
    sheets = form_sheets()
    shown = [row for row in sheets["survey"] if "::" in "".join(row)] + sheets["choices"]
    for row in shown:
        assert all(row[f"label::{language}"] for language in LANGUAGES)


def test_countries_are_offered_under_their_region():
    countries = [row for row in form_sheets()["choices"] if row["list_name"] == "country"]
    regions = {row["name"]: row["region"] for row in countries}

    assert (regions["MRT"], regions["TUR"], regions["SSD"]) == ("R-NENA", "R-EURASIA", "R-AFRICA")
    real = {region for region in REGION_NAMES if not is_fictional(region)}
    for region in real - {"WORLD"}:
        assert {code for code, of in regions.items() if of == region} == set(members(region))


def test_all_topics_of_the_plan_are_asked():
    assert list(dict.fromkeys(item.topic for item in survey_items().values())) == [
        *("thresholds", "legislation", "monitoring", "inventory_point", "inventory_diffuse"),
        *("sop", "biomonitoring", "epi_surveillance", "exchange", "training", "importance"),
        "consent",
    ]


def test_the_form_names_its_version():
    (settings,) = form_sheets("2028")["settings"]
    assert settings["version"] == f"2028.{latest_version()}"


def test_a_question_of_a_later_version_leaves_the_gap_index_as_it_was():
    later = [item for item in survey_items().values() if item.version > 1]
    assert later
    assert not any(item.scale or item.required for item in later)
