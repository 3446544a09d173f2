"""Forty made-up respondents, and how five survey tools write what they answered."""

import csv
import io
import random
from dataclasses import dataclass, field

import pytest

from workbench.vocabulary.survey.items import choices_of, survey_choices, survey_items

THRESHOLDS = ("thr_metals_agri", "thr_metals_other", "thr_pesticides_agri", "thr_pesticides_other")
PARENTS = {
    **dict.fromkeys(("thr_land_uses", "thr_substances", "thr_number", "thr_year"), THRESHOLDS),
    "thr_ref": THRESHOLDS,
    **dict.fromkeys(("leg_topics", "leg_year", "leg_ref", "leg_enforced"), ("legislation",)),
    **dict.fromkeys(("mon_sites", "mon_substances", "mon_year"), ("monitoring",)),
    **dict.fromkeys(("inv_point_suspected", "inv_point_confirmed"), ("inv_point",)),
    **dict.fromkeys(
        (
            *("inv_point_investigation", "inv_point_cleared", "inv_point_to_remediate"),
            *("inv_point_in_remediation", "inv_point_remediated", "inv_point_covered"),
        ),
        ("inv_point",),
    ),
    "inv_diffuse_sources": ("inv_diffuse",),
    **dict.fromkeys(
        ("biomon_substances", "biomon_groups", "biomon_matrices", "biomon_guidance"), ("biomon",)
    ),
    **dict.fromkeys(("epi_outcomes", "epi_definition", "epi_complete"), ("episurv",)),
    "exch_systems": ("exch_data",),
    **dict.fromkeys(("institution", "name", "email", "comment"), ("consent",)),
}
TEXTS = {
    "thr_ref": ["https://example.org/law;1?a=b,c", "LEX-FAOC012345"],
    "leg_ref": ["LEX-FAOC000001"],
    "email": ["a.b@example.org"],
}
NASTY = [
    'He said "no; never", twice',
    "Пороговые значения\nв почве",
    "=SUM(A1:A9)",
    "土壤污染, préoccupant",
    "'quoted'",
]


@dataclass
class Respondent:
    """One respondent and the truth: codes as answered, by item; no entry where nothing was."""

    number: int
    iso3: str
    role: str
    answers: dict[str, str] = field(default_factory=dict)

    def asked(self, item):
        """Whether the questionnaire shows an item, worked out without its conditions."""
        if item.startswith("lab_"):
            return self.role == "laboratory"
        if item == "train_number":
            return bool({"webinar", "course"} & set(self.answers.get("train_attended", "").split()))
        parents = PARENTS.get(item)
        return not parents or any(self.answers.get(one) in {"yes", "partial"} for one in parents)

    def row(self, item):
        """Value and status that the store should have; None where consent is lacking."""
        answer = self.answers.get(item.item_id, "")
        if not answer:
            return (None, "missing" if self.asked(item.item_id) else "skipped_by_logic")
        if item.personal and self.answers.get("consent") != "yes":
            return None
        status = {"unknown": "dont_know", "not_applicable": "not_applicable"}.get(
            answer if item.choices else "", "answered"
        )
        return (answer if status == "answered" else None, status)


def make_answer(item, dice):
    """Answer to one item by chance, in codes."""
    codes = [choice.code for choice in choices_of(item).values()]
    alone = [choice.code for choice in choices_of(item).values() if choice.exclusive]
    if item.type == "multi":
        if alone and dice.random() < 0.3:
            return dice.choice(alone)
        several = [code for code in codes if code not in alone]
        chosen = dice.sample(several, dice.randint(1, len(several)))
        return " ".join(code for code in codes if code in chosen)
    if item.type == "integer":
        return str(
            dice.choice(
                [item.minimum, item.maximum, dice.randint(item.minimum, min(item.maximum, 2000))]
            )
        )
    return dice.choice(codes or TEXTS.get(item.item_id, NASTY))


@pytest.fixture(scope="session")
def respondents():
    dice = random.Random(20260101)
    roles = list(survey_choices()["role"])
    made = []
    for number in range(1, 41):
        code = f"X{'AB'[number // 26]}{chr(65 + number % 26)}"
        one = Respondent(number, code, dice.choice(roles))
        for item in survey_items().values():
            if one.asked(item.item_id) and dice.random() > 0.12:
                one.answers[item.item_id] = make_answer(item, dice)
        made.append(one)
    return made


def place(item, code):
    """Place of a code in its list, from 1."""
    return list(choices_of(item)).index(code) + 1


def table(header, rows, delimiter=",", mark=""):
    """CSV file of a tool."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows([*header, *rows])
    return (mark + text.getvalue()).encode("utf-8")


def as_kobo(respondents):
    """Codes in one column, boxes beside it, blank where nothing was ticked; with a BOM."""
    cells = [{} for _ in respondents]
    for one, row in zip(respondents, cells, strict=True):
        row |= {"grp_respondent/iso3": one.iso3, "grp_respondent/role": one.role, "wave": "2026"}
        for item in survey_items().values():
            column, answer = f"grp_{item.topic}/{item.item_id}", one.answers.get(item.item_id, "")
            row[column] = answer
            if item.type == "multi":
                for code in choices_of(item):
                    row[f"{column}/{code}"] = str(int(code in answer.split())) if answer else ""
        row |= {"_id": 1000 + one.number, "_uuid": f"uuid-{one.number}"}
        row["_submission_time"] = f"2026-03-{1 + one.number % 28:02d}T07:21:00"
    return table([list(cells[0])], [row.values() for row in cells], ";", "\ufeff")


def as_odk(respondents):
    """Dashes between groups, and 0 in each box of a question that was skipped."""
    cells = [{} for _ in respondents]
    for one, row in zip(respondents, cells, strict=True):
        row["SubmissionDate"] = f"2026-03-{1 + one.number % 28:02d}T07:21:00.000Z"
        row |= {"wave": "2026", "grp_respondent-iso3": one.iso3, "grp_respondent-role": one.role}
        for item in survey_items().values():
            column, answer = f"grp_{item.topic}-{item.item_id}", one.answers.get(item.item_id, "")
            row[column] = answer
            if item.type == "multi":
                row |= {
                    f"{column}/{code}": int(code in answer.split()) for code in choices_of(item)
                }
        row |= {"meta-instanceID": f"uuid-{one.number}", "KEY": f"uuid-{one.number}"}
    return table([list(cells[0])], [row.values() for row in cells])


def as_limesurvey(respondents):
    """Codes A1, boxes Y, N or blank; no underscore in the code of a question."""
    cells = [{} for _ in respondents]
    roles = list(survey_choices()["role"])
    for one, row in zip(respondents, cells, strict=True):
        sent = f"2026-03-{1 + one.number % 28:02d} 07:21:00" if "consent" in one.answers else ""
        row |= {"id": one.number, "submitdate": sent, "startlanguage": "es-MX", "wave": "2026"}
        row |= {"iso3": one.iso3, "role": f"A{roles.index(one.role) + 1}"}
        for item in survey_items().values():
            name, answer = item.item_id.replace("_", ""), one.answers.get(item.item_id, "")
            if item.type == "multi":
                for code in choices_of(item):
                    ticked = "Y" if code in answer.split() else "N"
                    row[f"{name}[SQ{place(item, code):03d}]"] = ticked if answer else ""
            else:
                row[name] = f"A{place(item, answer)}" if item.choices and answer else answer
    return table([list(cells[0])], [row.values() for row in cells])


def as_redcap(respondents):
    """Numbers for codes, and 0 in each box that is not ticked, shown or not."""
    cells = [{} for _ in respondents]
    roles = list(survey_choices()["role"])
    for one, row in zip(respondents, cells, strict=True):
        row |= {"record_id": one.number, "redcap_survey_identifier": "", "wave": "2026"}
        row |= {"insop_gaps_timestamp": "2026-03-01 07:21:00", "iso3": one.iso3}
        row["role"] = roles.index(one.role) + 1
        for item in survey_items().values():
            answer = one.answers.get(item.item_id, "")
            if item.type == "multi":
                for code in choices_of(item):
                    column = f"{item.item_id}___{place(item, code)}"
                    row[column] = int(code in answer.split())
            else:
                row[item.item_id] = place(item, answer) if item.choices and answer else answer
        row["insop_gaps_complete"] = 2 if "consent" in one.answers else 0
    return table([list(cells[0])], [row.values() for row in cells])


def as_surveymonkey(respondents):
    """Two lines of headings, texts of answers, a column for each answer of a multiple choice."""
    plain = ["Respondent ID", "Collector ID", "Start Date", "End Date", "wave"]
    header = [[*plain, "Country", "You answer as"], [""] * len(plain)]
    header[1] += ["Open-Ended Response", "Response"]
    for item in survey_items().values():
        texts = [choice.labels["en"] for choice in choices_of(item).values()]
        several = item.type == "multi"
        header[0] += (
            [item.labels["en"], *[""] * (len(texts) - 1)] if several else [item.labels["en"]]
        )
        header[1] += texts if several else ["Response" if texts else "Open-Ended Response"]
    return table(header, [monkey_row(one) for one in respondents], mark="\ufeff")


def monkey_row(one):
    """Cells of one respondent."""
    role = survey_choices()["role"][one.role].labels["en"]
    cells = [one.number, 400, "03/01/2026 10:00:00 AM", "03/01/2026 10:21:00 PM", "2026"]
    cells += [one.iso3, role]
    for item in survey_items().values():
        answer, choices = one.answers.get(item.item_id, ""), choices_of(item)
        if item.type == "multi":
            ticked = answer.split()
            cells += [
                texts.labels["en"] if code in ticked else "" for code, texts in choices.items()
            ]
        else:
            cells.append(choices[answer].labels["en"] if choices and answer else answer)
    return cells


WRITERS = {
    "kobo": as_kobo,
    "odk": as_odk,
    "limesurvey": as_limesurvey,
    "redcap": as_redcap,
    "surveymonkey": as_surveymonkey,
}


@pytest.fixture(params=WRITERS)
def tool(request):
    """Name of each survey tool."""
    return request.param


@pytest.fixture
def export_of(tmp_path):
    """Write what a tool would export of some respondents."""

    def write(tool, respondents):
        path = tmp_path / f"{tool}.csv"
        path.write_bytes(WRITERS[tool](respondents))
        return path

    return write


@pytest.fixture
def mapping_of(project):
    """Path of the shipped mapping of a tool."""
    return lambda tool: project / f"parameters/surveys/{tool}.yml"
