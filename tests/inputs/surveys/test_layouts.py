"""The form comes back from each tool in the options that the tool offers."""

import csv
import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from survey_rows import read_responses

from tests.inputs.surveys.test_shipped_form import as_read, truth
from workbench.errors import InputError
from workbench.inputs.surveys.layouts import find_places, plain, whole
from workbench.inputs.surveys.survey_intake import ingest_survey, summary
from workbench.inputs.surveys.survey_mapping import read_survey_mapping
from workbench.vocabulary.survey.items import choices_of, survey_choices, survey_items, survey_texts

CASES = Path(__file__).resolve().parents[4] / "shared/cases/surveys"
TOOLS = {"ko": "kobo", "od": "odk", "ls": "limesurvey", "re": "redcap", "sm": "surveymonkey"}


@dataclass(frozen=True)
class Option:
    """How a tool writes the form: headings, boxes, words and the columns of a response."""

    tool: str
    heading: str = "{label}"
    box: str = ""  # heading of the box of an answer; empty: all answers in one cell
    lang: str = ""  # language of the words; empty: codes
    between: str = " "
    ticked: str = "1"
    unticked: str = "0"
    delimiter: str = ","
    decimals: str = ""
    head: tuple[tuple[str, str], ...] = ()

    def fill(self, pattern, item, word="", number=0):
        label = item.labels[self.lang or "en"]
        parts = {"{label}": label, "{item}": item.item_id, "{short}": item.item_id.replace("_", "")}
        parts |= {"{topic}": item.topic, "{word}": word, "{number}": f"{number:03d}"}
        parts["{place}"] = str(number)
        for sign, text in parts.items():
            pattern = pattern.replace(sign, text)
        return pattern

    def word(self, choice, code):
        return choice.labels[self.lang] if self.lang else code

    def row(self, one):
        """Cells of a respondent by heading."""
        codes = {"id": str(one.number), "iso3": one.iso3, "role": one.role}
        codes["role"] = self.word(survey_choices()["role"][one.role], one.role)
        row = {name: text.format(**codes) for name, text in self.head}
        for item in survey_items().values():
            answer, choices = one.answers.get(item.item_id, ""), choices_of(item)
            heading = self.fill(self.heading, item)
            if item.type == "multi" and self.box:
                for number, (code, choice) in enumerate(choices.items(), start=1):
                    column = self.fill(self.box, item, self.word(choice, code), number)
                    row[column] = self.ticked if code in answer.split() else self.unticked
                    row[column] = row[column] if answer else ""
            elif choices:
                words = [self.word(choices[code], code) for code in answer.split()]
                row[heading] = self.between.join(words)
            else:
                row[heading] = (
                    answer + self.decimals if item.type == "integer" and answer else answer
                )
        return row

    def content(self, respondents):
        rows = [self.row(one) for one in respondents]
        text = io.StringIO()
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator="\r\n")
        writer.writerows([list(rows[0]), *(row.values() for row in rows)])
        return text.getvalue()


KOBO = (("_id", "{id}"), ("_uuid", "u{id}"), ("_submission_time", "2026-03-01T07:21:00"))
ODK = (
    ("SubmissionDate", "2026-03-01T07:21:00.000Z"),
    ("KEY", "u{id}"),
    ("meta-instanceID", "u{id}"),
)
LIME = (("id", "{id}"), ("submitdate", "1980-01-01 00:00:00"), ("startlanguage", "fr"))
RED = (("insop_gaps_timestamp", "[not completed]"), ("insop_gaps_complete", "Incomplete"))
CODES = (("wave", "2026"), ("iso3", "{iso3}"), ("role", "{role}"))


def asked(lang):
    """Headings of who answers, in a language of the form."""
    texts = survey_texts()
    return ((texts["iso3"][lang], "{iso3}"), (texts["role"][lang], "{role}"))


OPTIONS = {
    "kobo codes without groups, boxes alone": Option(
        "kobo", "{item}", "{item}/{word}", delimiter=";", head=(*KOBO, *CODES)
    ),
    "kobo French labels, no boxes": Option(
        "kobo", lang="fr", delimiter=",", head=(*KOBO, ("wave", "2026"), *asked("fr"))
    ),
    "kobo Spanish labels with groups": Option(
        *("kobo", "Grupo/{label}", "Grupo/{label}/{word}", "es"),
        head=(*KOBO, ("wave", "2026"), *asked("es")),
    ),
    "odk without groups": Option("odk", "{item}", "{item}/{word}", head=(*ODK, *CODES)),
    "odk, tab": Option("odk", "grp_{topic}-{item}", delimiter="\t", head=(*ODK, *CODES)),
    "limesurvey, full answers and headings": Option(
        *("limesurvey", "{label}", "{label} [{word}]", "en"),
        ticked="Yes", unticked="No", decimals=".0000000000", head=(*LIME, *CODES),
    ),
    "limesurvey, code and text, bar": Option(
        *("limesurvey", "{short}. {label}", "{short}. {label}[SQ{number}]", "fr"),
        ticked="Oui", unticked="Non", delimiter="|", head=(*LIME, *CODES),
    ),
    "redcap labels": Option(
        *("redcap", "{label}", "{label} (choice={word})", "en"),
        ticked="Checked", unticked="Unchecked", head=(("Record ID", "{id}"), *RED, *CODES),
    ),
    "google forms, French": Option(
        *("google_forms", "{label}", "", "fr", ", "),
        head=(("Horodateur", "2026/03/{id} 7:21:00 AM GMT+3"), ("Nom d'utilisateur", "a@b.org"),
              *asked("fr")),
    ),
    "kobo, dots between groups": Option(
        *("kobo", "grp_{topic}.{item}", "grp_{topic}.{item}.{word}"), head=(*KOBO, *CODES)
    ),
    "redcap names of fields and labels": Option(
        *("redcap", "{item}", "{item}___{place}", "fr"),
        ticked="Checked", unticked="Unchecked", head=(("record_id", "{id}"), *RED, *CODES),
    ),
    "google forms, Spanish, evening": Option(
        *("google_forms", "{label}", "", "es", ", "),
        head=(("Marca temporal", "2026/03/{id} 7:21:00 p. m. GMT-5"), *asked("es")),
    ),
    "google forms, moments as in ISO 8601": Option(
        *("google_forms", "{label}", "", "en", ", "),
        head=(("Timestamp", "2026-03-01 07:{id:>02}:00"), *asked("en")),
    ),
    "limesurvey, decimal comma, semicolon": Option(
        *("limesurvey", "{short}", "{short}[SQ{number}]", "es"),
        ticked="Sí", unticked="No", decimals=",0000000000", delimiter=";", head=(*LIME, *CODES),
    ),
    "microsoft forms": Option(
        *("microsoft_forms", "{label}", "", "es", ";"),
        head=(("ID", "{id}"), ("Completion time", "3/1/26 10:21:00"), ("Email", "a@b.org"),
              ("Name", "A B"), *asked("es")),
    ),
}  # fmt: skip


@pytest.fixture
def read(tmp_path, mapping_of):
    """Read a text as the export of a tool."""

    def from_text(tool, text, name="export.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8", newline="")
        return read_responses(path, read_survey_mapping(mapping_of(tool)))

    return from_text


@pytest.mark.parametrize("name", OPTIONS)
def test_every_answer_comes_back_in_each_option_of_a_tool(name, respondents, read):
    option = OPTIONS[name]
    some = respondents[:12]
    assert as_read(read(option.tool, option.content(some))) == truth(some)


def test_accounts_and_addresses_of_respondents_are_in_no_row(respondents, read):
    option = OPTIONS["microsoft forms"]
    some = [one for one in respondents if "consent" not in one.answers][:3]
    assert some
    assert "a@b.org" not in read(option.tool, option.content(some)).to_csv()


def test_an_address_in_a_text_is_withheld(respondents, read):
    option = OPTIONS["odk without groups"]
    row = option.row(respondents[0]) | {"consent": "yes", "comment": "ask me@home.org, 10.0.0.1"}
    text = "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in (row, row.values()))
    rows = read("odk", text).set_index("item_id")
    assert rows.loc["comment", "value"] == "ask (withheld) (withheld)"


@pytest.mark.parametrize(
    ("tool", "state"),
    [
        ("odk", ("ReviewState", "rejected")),
        ("kobo", ("_validation_status", "Not approved")),
        ("kobo", ("_validation_status", "validation_status_not_approved")),
    ],
)
def test_a_response_that_was_refused_in_review_is_listed_and_not_stored(
    tool, state, respondents, tmp_path, mapping_of
):
    head = (*(KOBO if tool == "kobo" else ODK), *CODES)
    kept = Option(tool, "{item}", head=(*head, (state[0], "Approved")))
    refused = Option(tool, "{item}", head=(*head, state))
    path = tmp_path / "export.csv"
    lines = [kept.content(respondents[:1]), refused.content(respondents[1:2])]
    path.write_text(lines[0] + lines[1].partition("\r\n")[2], encoding="utf-8", newline="")
    report = ingest_survey(path, mapping_of(tool), tmp_path / "store")
    assert report.n_used + report.n_quarantined == 2 * len(survey_items())
    why = "the response was refused in review, or its approval was withheld"
    assert report.reasons[why] == len(survey_items())
    assert any(why in line for line in summary(report))
    assert report.iso3s == (respondents[0].iso3,)


def test_what_is_no_date_is_none(respondents, read):
    for name in ("redcap labels", "limesurvey, full answers and headings"):
        option = OPTIONS[name]
        rows = read(option.tool, option.content(respondents[:2]))
        assert rows["submitted"].isna().all()
    option = OPTIONS["google forms, French"]
    (moment,) = set(read(option.tool, option.content(respondents[4:5]))["submitted"])
    assert re.fullmatch(r"2026-03-\d\dT04:21:00Z", moment)


def test_each_event_of_a_record_is_a_response(respondents, read):
    option = Option("redcap", "{item}", head=(("record_id", "1"), ("redcap_event_name", "e{id}"),
                    *RED, *CODES))  # fmt: skip
    rows = read("redcap", option.content(respondents[:2]))
    assert set(rows["response_id"]) == {"1 (e1)", "1 (e2)"}


def test_an_archive_has_the_table_of_the_form(respondents, tmp_path, mapping_of):
    option, path = OPTIONS["odk without groups"], tmp_path / "form.csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("form.csv", option.content(respondents[:3]))
        archive.writestr("form-values.csv", "PARENT_KEY\r\nu1\r\n")
    rules = read_survey_mapping(mapping_of("odk"))
    rows = read_responses(path, rules)
    assert as_read(rows) == truth(respondents[:3])
    assert set(rows["source_file"]) == {"form.csv.zip"}
    path.write_bytes(b"PK")
    with pytest.raises(InputError, match=re.escape("form.csv.zip is no archive that can be")):
        read_responses(path, rules)


def test_a_blank_round_is_refused_with_what_to_write(respondents, read):
    head = tuple((name, "" if name == "wave" else text) for name, text in (*ODK, *CODES))
    option = Option("odk", "{item}", head=head)
    with pytest.raises(InputError, match=re.escape("as constants: {wave: '2026'}")):
        read("odk", option.content(respondents[:1]))


def test_a_box_is_known_by_its_question_though_its_answer_is_a_question_too(mapping_of):
    """`leg_topics/monitoring` is an answer on laws, `grp_monitoring/monitoring` a question."""
    columns = ("grp_legislation/leg_topics/monitoring", "grp_monitoring/monitoring")
    found = find_places(columns, read_survey_mapping(mapping_of("kobo")))
    assert found.ticks == {"leg_topics": {"monitoring": columns[0]}}
    assert found.items == {"monitoring": columns[1]}


def test_mark_up_capitals_and_needless_decimals_are_no_part_of_a_name():
    assert plain("<p>Soil&nbsp;<b>POLLUTION</b> </p>") == "soil pollution"
    assert [whole(text) for text in ("12.000", "12.5", "-3.0", "12", "")] == [
        *("12", "12.5", "-3", "12", ""),
    ]


def taken(file, mapping_of):
    """Answers of an export as the truth has them, by country."""
    responses = read_responses(file, read_survey_mapping(mapping_of(TOOLS[file.name[:2]])))
    asked = responses[responses["status"].isin(["answered", "invalid"])]
    rows = {}
    for iso3, item, value in asked[["iso3", "item_id", "value"]].itertuples(index=False):
        rows.setdefault(iso3, {})[item] = value
    return rows


def test_the_exports_of_five_tools_are_taken_in_as_they_were_answered(mapping_of):
    if not CASES.exists():
        pytest.skip(f"{CASES} is not here: the cases of others are not part of the project")
    answered = {row["iso3"]: row for row in json.loads((CASES / "truth.json").read_text("utf-8"))}
    of_tool = {"limesurvey": "ls_base", "redcap": "redcap_base", "surveymonkey": "sm_base"}
    files = [path for path in sorted(CASES.iterdir()) if path.suffix not in {".md", ".json"}]
    for file in files:
        tool = TOOLS[file.name[:2]]
        if file.name == "sm_nowave.csv":
            with pytest.raises(InputError, match="give the round in the mapping"):
                taken(file, mapping_of)
            continue
        found = taken(file, mapping_of)
        if tool in {"kobo", "odk"}:
            for iso3, items in found.items():
                assert items == {item: answered[iso3][item] for item in items}, file.name
            assert found.keys() == answered.keys()
        else:
            assert found == taken(CASES / f"{of_tool[tool]}.csv", mapping_of), file.name
    assert len(files) == 23
