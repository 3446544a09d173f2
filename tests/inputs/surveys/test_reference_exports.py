"""The same three respondents, as five survey tools export them."""

import json
from pathlib import Path

import pytest
from survey_rows import read_responses

from workbench.inputs.surveys.survey_mapping import read_survey_mapping

EXPORTS = Path(__file__).resolve().parents[4] / "shared/reference/survey/exports"
POLLUTANTS = {"As": "As", "Cd": "Cd", "Pb": "Pb", "pesticides": "pest"}


def as_canonical(responses):
    """Rows as canonical.json has them: a list of pollutants, a number, None without an answer."""
    rows = []
    for number, (_, answers) in enumerate(responses.groupby("source_row"), start=1):
        value = answers.set_index("item_id")["value"].astype(object)
        status = answers.set_index("item_id")["status"]
        unknown = status["thr_metals_agri"] == "dont_know"
        ticked = value["thr_substances"] if status["thr_substances"] == "answered" else ""
        n_sites = value["mon_sites"] if status["mon_sites"] == "answered" else None
        rows.append(
            {
                "id": str(number),
                "iso3": answers["iso3"].iloc[0],
                "thresholds": "unknown" if unknown else value["thr_metals_agri"],
                "pollutants": [POLLUTANTS[code] for code in ticked.split()],
                "n_sites": None if n_sites is None else int(n_sites),
                "comment": value["comment"] if status["comment"] == "answered" else None,
            }
        )
    return rows


def test_five_tools_give_the_same_rows(project):
    if not EXPORTS.exists():
        pytest.skip(f"{EXPORTS} is not here: the data of others are not part of the project")
    expected = json.loads((EXPORTS / "canonical.json").read_text(encoding="utf-8"))["rows"]
    files = sorted(EXPORTS.glob("*.csv"))

    for file in files:
        mapping = project / f"tests/reference/surveys/{file.stem}.yml"
        responses = read_responses(file, read_survey_mapping(mapping))
        assert as_canonical(responses) == expected, file.name
    assert len(files) == 5
