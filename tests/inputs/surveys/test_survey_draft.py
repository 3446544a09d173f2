"""A form of one's own in the exports of each tool: its draft, and what that takes in."""

import csv
import io
import re

import pytest
import yaml
from survey_rows import read_responses

from workbench.inputs.surveys.survey_draft import draft_survey_mapping
from workbench.inputs.surveys.survey_mapping import read_survey_mapping
from workbench.vocabulary.survey.items import choices_of, survey_choices, survey_items

# Questions of a ministry's own form; the last is like none of the questionnaire.
ASKED = {
    "thr_metals_agri": "Does regulation set thresholds for heavy metals in agricultural soils?",
    "legislation": "Is there any specific national legislation on soil pollution?",
    "leg_topics": "Legislation on soil pollution: what does it cover?",
    "monitoring": "Is there a national monitoring system for soil pollution?",
    "mon_sites": "Monitoring: how many sites does it have?",
    "biomon": "Is there any human biomonitoring of pollutants of soil?",
}
OWN = "Which colour is the logo of the ministry?"
HEADS = {
    "kobo": {"_id": "{n}", "_uuid": "u{n}", "_submission_time": "2026-03-01T07:21:00"},
    "odk": {"SubmissionDate": "2026-03-01T07:21:00.000Z", "KEY": "u{n}", "meta-instanceID": "u{n}"},
    "limesurvey": {"id": "{n}", "submitdate": "2026-03-01 07:21:00", "startlanguage": "en"},
    "redcap": {"record_id": "{n}", "insop_timestamp": "2026-03-01 07:21:00"},
    "surveymonkey": {
        "Respondent ID": "{n}",
        "Collector ID": "4",
        "End Date": "03/14/2026 10:21:00",
    },
    "google": {"Timestamp": "2026/03/{n} 7:21:00 AM GMT+3", "Email Address": "a{n}@example.org"},
    "microsoft": {"ID": "{n}", "Completion time": "3/1/26 10:21:00", "Email": "a{n}@example.org"},
}
BOXES = {
    "kobo": "{q}/{a}",
    "odk": "{q}/{a}",
    "limesurvey": "{q} [{a}]",
    "redcap": "{q} (choice={a})",
    "surveymonkey": "{q} | {a}",
}


def word(item, code):
    """Word of a form that says "Not sure" where the questionnaire has another word."""
    return "Not sure" if code == "unknown" else choices_of(item)[code].labels["en"]


def rows_of(tool, respondents):
    """Cells of each respondent by column."""
    for one in respondents:
        row = {name: text.format(n=one.number) for name, text in HEADS[tool].items()}
        row |= {
            "Country": one.iso3,
            "You answer as": survey_choices()["role"][one.role].labels["en"],
        }
        for name, question in ASKED.items():
            item, answer = survey_items()[name], one.answers.get(name, "")
            if item.type == "multi" and tool in BOXES:
                for code in choices_of(item):
                    column = BOXES[tool].format(q=question, a=word(item, code))
                    row[column] = str(int(code in answer.split())) if answer else ""
            elif item.choices:
                row[question] = "; ".join(word(item, code) for code in answer.split())
            else:
                row[question] = answer
        yield row | {OWN: "blue", "Your e-mail": f"b{one.number}@example.org"}


@pytest.fixture
def export(tmp_path, respondents):
    """Write the export of a tool, and what its rows of the store should be."""

    def written(tool):
        some = respondents[:14]
        rows = list(rows_of(tool, some))
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        if tool == "surveymonkey":  # the answer of a box stands below its question
            parts = [column.partition(" | ") for column in rows[0]]
            before = [""] + [part[0] for part in parts]
            writer.writerow(
                "" if p[0] == b and p[2] else p[0] for p, b in zip(parts, before, strict=False)
            )
            writer.writerow(part[2] for part in parts)
        else:
            writer.writerow(rows[0])
        writer.writerows(row.values() for row in rows)
        path = tmp_path / f"{tool}.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
        return path, some

    return written


def uncommented(draft):
    """The draft with all that it offers taken, but one column alone for each key."""
    lines, seen = [], set()
    for line in draft.splitlines():
        found = re.fullmatch(r"( *)# ( *(?:\"|\w+: )(?:[^?].*)?.*)", line)
        key = found and found.group(2).split(":")[0]
        if not found or line.strip().startswith("# ?"):
            lines.append(line)
        elif key not in {"form", "response_id", "iso3"} or key not in seen:
            lines.append(f"{found.group(1)}{found.group(2)}")
        seen.add(key)
    return "\n".join(lines)


@pytest.mark.parametrize("tool", HEADS)
def test_a_form_of_one_s_own_is_taken_in_by_its_draft(tool, export, tmp_path):
    path, some = export(tool)
    draft = draft_survey_mapping(path)
    assert yaml.safe_load(draft)["items"].keys() == ASKED.keys()
    assert OWN in draft  # named as a column that is like no question
    assert "@" not in draft
    (tmp_path / "draft.yml").write_text(uncommented(draft), encoding="utf-8")
    rows = read_responses(path, read_survey_mapping(tmp_path / "draft.yml"))
    found = {(one.iso3, one.item_id): one.value for one in rows.itertuples() if one.value}
    given = {
        (one.iso3, name): one.answers[name]
        for one in some
        for name in ASKED
        if one.answers.get(name) and one.row(survey_items()[name])[0]
    }
    assert {key: value for key, value in found.items() if isinstance(value, str)} == given


def test_a_field_form_with_measurements_is_no_survey(tmp_path):
    text = "_id,_uuid,_submission_time,plot,Pb mg/kg\n1,u1,2026-03-01T07:21:00,P1,12\n"
    (tmp_path / "field.csv").write_text(text, encoding="utf-8")
    assert draft_survey_mapping(tmp_path / "field.csv") == ""
