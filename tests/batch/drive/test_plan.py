"""Batch files: what they may say, and what is refused before anything starts."""

import re

import pytest
from checkouts import checkout_at

from workbench.batch.drive.plan import CommandLine, read_plan
from workbench.errors import InputError, ParameterError, StoreError
from workbench.store.reading import open_store
from workbench.vocabulary.places import WORLD, members


@pytest.fixture
def plan(project, tmp_path):
    """Plan of the text of a batch file."""

    def of(text, **given):
        file = tmp_path / "nightly.yml"
        file.write_text(text, encoding="utf-8")
        return read_plan(checkout_at(project), file, CommandLine(**given))

    return of


def areas_of(found):
    return [job.area for job in found.jobs]


def test_areas_are_codes_regions_and_what_the_store_has(plan):
    found = plan(
        "reports: [trends]\nareas: [NOR, R-AFRICA, with-data, NOR, 'region:North America']"
    )
    assert areas_of(found) == [
        *("NOR", "R-AFRICA"),
        *open_store("example").areas(),
        *("CAN", "USA"),
    ]


def test_all_is_every_country_and_no_fictional_one(plan):
    found = areas_of(plan("reports: [trends]\nareas: [all]"))
    assert found == list(members(WORLD))
    assert not [area for area in found if area.startswith("XA")]


def test_outputs_go_to_a_folder_of_the_batch_unless_told_otherwise(plan, project, tmp_path):
    text = "reports: [trends]\nareas: [XAA]"
    assert plan(text).out == project / "outputs" / "nightly"
    assert plan(text, out=tmp_path).out == tmp_path


def test_an_override_goes_before_the_area_and_after_the_command_line(plan):
    text = (
        "reports: [trends]\nareas: [XAB, XAC]\n"
        "overrides:\n"
        "  - {areas: [XAC], set: {substances: [Pb], first_year: 1990}}\n"
        "  - {reports: [trends], set: {first_year: 1980}}\n"
    )
    of_b, of_c = plan(text).jobs
    assert of_b.chosen.values["first_year"] == 1980
    assert of_c.chosen.values["substances"] == ["Pb"]
    assert of_c.chosen.origins["substances"] == "nightly.yml, overrides 1"
    told = plan(text, parameters=("first_year=2000",)).jobs[1].chosen
    assert told.values["first_year"] == 2000
    assert told.origins["first_year"] == "command line"


def test_limits_are_those_of_the_file_or_the_defaults(plan):
    text = "reports: [trends]\nareas: [XAA]\nlimits: {cell_timeout_s: 20, retries: 0}"
    limits = plan(text).jobs[0].limits
    assert (limits.cell_timeout_s, limits.report_timeout_s, limits.retries) == (20, 900, 0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "nightly.yml: give `reports:` and `areas:`"),
        ("areas: [XAA]", "nightly.yml: reports is missing."),
        ("reports: []\nareas: [XAA]", "nightly.yml: reports is []."),
        ("reports: [trends]\nareas: [XAA]\nworkers: 3", "nightly.yml: unknown key workers."),
        (
            "reports: [trend]\nareas: [XAA]",
            "Unknown report: trend. Known are: country, gaps,",
        ),
        ("reports: [trends]\nareas: [NO]", "nightly.yml, areas: Unknown area 'NO'."),
        ("reports: [trends]\nareas: [004]", "nightly.yml, areas: Unknown area '004'."),
        ("reports: [trends]\nareas: ['region:Atlantis']", "Unknown region 'Atlantis'."),
        (
            "reports: [trends]\nareas: [XAA]\noverrides: [{areas: [KEN], set: {}}]",
            "nightly.yml, overrides 1: KEN is not in this batch.",
        ),
        (
            "reports: [trends]\nareas: [XAA]\noverrides: [{set: {year: 1}}]",
            "nightly.yml, overrides 1: unknown parameter year.",
        ),
        (
            "reports: [trends]\nareas: [XAA]\noverrides: [{set: {area: XAB}}]",
            "nightly.yml, overrides 1: area is no parameter to set",
        ),
        (
            "reports: [trends]\nareas: [XAA]\nlimits: {retries: many}",
            "nightly.yml: limits.retries is 'many'.",
        ),
        ("reports: [trends]\nareas: [XAA]\nlimits: {memory_mb: 1}", "limits.memory_mb is '1'."),
    ],
)
def test_what_is_wrong_is_named_with_file_and_key(plan, text, message):
    with pytest.raises(ParameterError, match=re.escape(message)):
        plan(text)


def test_all_that_is_wrong_is_listed_at_once(plan):
    with pytest.raises(ParameterError) as caught:
        plan("reports: [trend]\nareas: [XQA, XQB]\noverrides: [{areas: [KEN], set: {}}]")
    for wrong in ("Unknown report: trend", "'XQA'", "'XQB'", "KEN is not in this batch"):
        assert wrong in str(caught.value)


def test_a_store_that_is_none_is_refused(plan):
    with pytest.raises(StoreError, match="is no store"):
        plan("reports: [trends]\nareas: [XAA]", store="nowhere")


def test_a_key_that_is_given_twice_is_refused(plan):
    with pytest.raises(InputError, match="is given twice"):
        plan("reports: [trends]\nareas: [XAA]\nareas: [XAB]")
