"""Survey and laws of the fictional countries: two rounds among nine countries, and what is true.

Nobody answered for XAF. XBC answered in 2024 alone, XAD and XAE in 2026 alone. The region
R-EXAMPLE-NORTH has two of the countries, XBA and XBB, and both answered. In 2026 the focal point
and the regulator of XAC disagree on monitoring and on the stage of thresholds; the response of XAE
was sent twice, the first time in part; a law of XBB is on file, and its answer is that there is
none. What contradicts itself is in `CONTRADICTIONS`. The round of 2024 was asked with the first
version of the questionnaire, so that it has no answer to later questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from workbench.store.frames import arranged, empty
from workbench.vocabulary.survey.items import status_of, survey_items

FILES = {
    "responses": "fictional survey",
    "frame": "fictional list of who could answer",
    "legislation": "fictional laws",
    "soilex_records": "fictional records of SoiLEX",
}
SENT = {"2024": "2024-03-15T09:00:00Z", "2026": "2026-03-16T09:00:00Z"}
VERSIONS = {"2024": 1, "2026": 2}  # of the questionnaire
SENT_AGAIN = "2026-03-20T09:00:00Z"
WORDS = {"y": "yes", "p": "partial", "n": "no", "u": "unknown", "a": "not_applicable", ".": ""}
SCORED = (
    *("thr_metals_agri", "thr_metals_other", "thr_pesticides_agri", "thr_pesticides_other"),
    *("legislation", "leg_enforced", "monitoring", "inv_point", "inv_diffuse"),
    *("sop_harmonized", "biomon", "episurv", "exch_data"),
)
RATED = (
    *("imp_thresholds", "imp_legislation", "imp_sop", "imp_monitoring", "imp_inventory"),
    *("imp_health", "imp_exchange", "imp_training"),
)
STRATA = {
    "R-AFRICA": ("XAA", "XAB", "XAC", "XAF"),
    "R-LAC": ("XAD", "XAE", "XBC"),
    "R-EXAMPLE-NORTH": ("XBA", "XBB"),
}
LABORATORIES = {
    "AFRILAB": {"LAB-1": "XAA", "LAB-2": "XAA", "LAB-3": "XAB", "LAB-4": "XAC"},
    "LATSOLAN": {"LAB-5": "XAD"},
}
CONTRADICTIONS = {
    "2024-XBC": ("C1", "C6"),
    "2026-XAB-laboratory": ("C4",),
    "2026-XAD": ("C2", "C3", "C5"),
}
LAW = {"leg_year": "2011", "leg_ref": "https://law.example/soil"}


@dataclass(frozen=True)
class Response:
    """One response, and the truth behind its rows.

    Attributes
    ----------
    response_id : str
        Round and country, and what tells it from others of that country.
    scores : str
        A letter for each item of `SCORED`: y(es), p(artial), n(o), u(nknown), a (not
        applicable), or a dot for no answer.
    talks : str
        Stage of thresholds.
    further : mapping of str to str
        Answers to other items.
    ratings : str
        A digit for each item of `RATED`; empty for none.
    role, uuid, submitted : str
        Who answered; its own id and moment where they are not those of the round.
    complete : bool
        Whether all of it was sent.
    """

    response_id: str
    scores: str
    talks: str
    further: Mapping[str, str] = field(default_factory=dict)
    role: str = "focal_point"
    uuid: str = ""
    submitted: str = ""
    complete: bool = True
    ratings: str = ""

    @property
    def wave(self) -> str:
        """Round of the survey."""
        return self.response_id[:4]

    @property
    def iso3(self) -> str:
        """Country that is answered for."""
        return self.response_id[5:8]

    def answers(self) -> dict[str, str]:
        """Answer of each item that has one, in codes."""
        scored = dict(zip(SCORED, (WORDS[letter] for letter in self.scores), strict=True))
        rated = dict(zip(RATED, self.ratings, strict=True)) if self.ratings else {}
        given = {**scored, "thr_talks": self.talks, **rated, **self.further}
        return {item: answer for item, answer in given.items() if answer}


RESPONSES = (
    Response(
        "2024-XAA",
        "yyyyyyppynnnn",
        "adopted",
        LAW | {"inv_point_suspected": "48", "inv_point_confirmed": "9", "consent": "yes"},
    ),
    Response("2024-XAB", "nnuun.nnnnunn", "none", {"consent": "no"}),
    Response("2024-XAC", "nnnnypynnpnnn", "talks", LAW | {"mon_sites": "153"}),
    Response("2024-XBA", "yyyyyyyyyyppy", "talks", LAW | {"consent": "no"}),
    Response("2024-XBB", "yynnn.yyppnna", "none", {"consent": "no"}),
    Response("2024-XBC", "nnnnynnpnnnnn", "draft", {"thr_number": "4", "leg_year": "2001"}),
    Response(
        "2026-XAA",
        "yyyyyyyyyynnp",
        "adopted",
        LAW
        | {
            "thr_land_uses": "agricultural residential",
            "thr_substances": "As Cd Pb pesticides",
            "thr_number": "8",
            "mon_sites": "140",
            "mon_substances": "As Cd Cr Cu Hg Ni Pb PAH",
            "inv_point_suspected": "60",
            "inv_point_confirmed": "12",
            "inv_point_investigation": "28",
            "inv_point_cleared": "20",
            "inv_point_to_remediate": "5",
            "inv_point_in_remediation": "3",
            "inv_point_remediated": "4",
            "inv_point_covered": "80",
            "leg_indicators": "partial",
            "thr_db_receives": "government policymakers private",
            "thr_db_uses": "government",
            "train_held": "2",
            "inv_diffuse_sources": "agrochemicals deposition",
            "leg_topics": "prevention thresholds",
            "train_attended": "webinar course",
            "train_number": "3",
            "consent": "yes",
            "institution": "Ministry of Soils of Ambervale",
            "comment": "A case study is on its way.",
        },
        ratings="34345524",
    ),
    Response(
        "2026-XAB",
        "pnuupnnpnpunn",
        "talks",
        LAW
        | {"train_attended": "none", "train_held": "0", "leg_indicators": "no", "consent": "no"}
        | {"thr_db_receives": "government", "thr_db_uses": "none"},
        ratings="55454423",
    ),
    Response(
        "2026-XAC",
        "ynynypynnpnnn",
        "draft",
        LAW | {"mon_sites": "153", "consent": "no"},
        ratings="54253314",
    ),
    Response(
        "2026-XAC-regulator", "ynynypnnnpnnn", "talks", LAW | {"consent": "no"}, role="regulator"
    ),
    Response(
        "2026-XAD",
        "nnnnypnpnnnnn",
        "none",
        LAW
        | {
            "leg_year": "2035",
            "mon_sites": "363",
            "inv_point_suspected": "5",
            "inv_point_confirmed": "9",
            "consent": "no",
        },
    ),
    Response("2026-XAE-1", "pp...........", "", uuid="fictional-XAE", complete=False),
    Response(
        "2026-XAE-2",
        "ppnnn.upnnnna",
        "unknown",
        {"consent": "no"},
        uuid="fictional-XAE",
        submitted=SENT_AGAIN,
    ),
    Response(
        "2026-XBA",
        "yyyyyyyyyyyyy",
        "talks",
        LAW
        | {"biomon_substances": "Hg Pb", "epi_outcomes": "cancer", "consent": "no"}
        | {"biomon_groups": "children residents", "biomon_matrices": "blood urine"}
        | {"biomon_guidance": "national who", "epi_definition": "yes", "epi_complete": "85"}
        | {"leg_indicators": "yes", "train_attended": "course", "train_number": "1"},
        ratings="23344412",
    ),
    Response("2026-XBB", "yynnn.nyppnna", "none", {"consent": "no"}),
    Response(
        "2026-XAA-laboratory-1",
        ".............",
        "",
        {"lab_name": "Ambervale Soil Laboratory", "lab_aware": "5", "lab_sop_dev": "yes"}
        | {"lab_number": "LAB-1", "lab_proficiency": "yes", "consent": "yes"}
        | {"lab_substances": "As Cd Pb"},
        role="laboratory",
    ),
    Response(
        "2026-XAA-laboratory-2",
        ".............",
        "",
        {"lab_aware": "4", "lab_sop_dev": "no", "lab_proficiency": "unknown", "consent": "no"},
        role="laboratory",
    ),
    Response(
        "2026-XAB-laboratory",
        ".............",
        "",
        {"lab_aware": "2", "lab_sop_dev": "yes", "lab_proficiency": "no", "consent": "no"}
        | {"lab_substances": "Hg Pb"},
        role="laboratory",
    ),
)

LAWS = (
    ("XAA", "thresholds", "Decree on soil values of Ambervale", "in_force", 2011.0, "2024"),
    ("XAA", "thresholds", "Decree on soil values of Ambervale", "in_force", 2011.0, "2026"),
    ("XAA", "legislation", "Soil Act of Ambervale", "in_force", 2011.0, "2024"),
    ("XAA", "legislation", "Soil Act of Ambervale", "enforced", 2011.0, "2026"),
    ("XAA", "monitoring", "Order on soil samples of Ambervale", "adopted", 2025.0, "2026"),
    ("XAB", "legislation", "Bill on soil of Brackenmoor", "drafting", None, "2026"),
    ("XBB", "legislation", "Clean Ground Act", "in_force", 1998.0, None),
)

SOILEX = (
    ("XAA", "EXAMPLE-1", "Soil Act of Ambervale", 2011.0, "https://law.example/soil"),
    ("XAF", "EXAMPLE-2", "Soil Ordinance of Fallowmere", 2005.0, "https://law.example/ordinance"),
    ("XBB", "EXAMPLE-3", "Clean Ground Act", 1998.0, "https://law.example/ground"),
)


def responses() -> pd.DataFrame:
    """All answers of the fictional survey, one row a response and item."""
    rows = [
        row for line, response in enumerate(RESPONSES, start=2) for row in _rows(response, line)
    ]
    return arranged("responses", pd.DataFrame(rows))


def frame() -> pd.DataFrame:
    """Countries and laboratories that could answer; a fictional country may be of any region."""
    countries = [
        (iso3, "country", iso3, region) for region, iso3s in STRATA.items() for iso3 in iso3s
    ]
    laboratories = [
        (unit_id, "laboratory", iso3, network)
        for network, units in LABORATORIES.items()
        for unit_id, iso3 in units.items()
    ]
    rows = pd.DataFrame(
        [*countries, *laboratories], columns=["unit_id", "unit_type", "iso3", "stratum"]
    )
    return _arranged("frame", rows.assign(in_frame=True, contacted="yes"))


def legislation() -> pd.DataFrame:
    """Laws of the fictional countries, as they are on file elsewhere."""
    rows = pd.DataFrame(LAWS, columns=["iso3", "topic", "instrument", "stage", "year", "wave"])
    return _arranged(
        "legislation", rows.assign(level="national", link=None, record_id=None, verified="yes")
    )


def soilex_records() -> pd.DataFrame:
    """Give the records of SoiLEX of the fictional countries."""
    rows = pd.DataFrame(SOILEX, columns=["iso3", "record_id", "title", "year", "link"])
    return _arranged("soilex_records", rows.assign(kind="Legislation", keywords="soil pollution"))


def own_thresholds() -> pd.DataFrame:
    """Give the thresholds that countries gave themselves: the fictional ones gave none."""
    return empty("own_thresholds")


def _arranged(table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of a table, with the file and the line that they would stand in."""
    lines = range(2, len(rows) + 2)
    return arranged(table, rows.assign(source_file=FILES[table], source_row=lines))


def _rows(response: Response, line: int) -> list[dict[str, object]]:
    """Rows of one response, one an item, as intake would make them."""
    known = {"role": response.role, "wave": response.wave}
    rows = []
    given = response.answers()
    version = VERSIONS[response.wave]
    for item in [one for one in survey_items().values() if one.version <= version]:
        answer = given.get(item.item_id, "")
        status = status_of(item, answer, known, item.relevant)
        if status == "answered":
            known[item.item_id] = answer
        rows.append(
            {
                "wave": response.wave,
                "response_id": response.response_id,
                "uuid": response.uuid or f"fictional-{response.response_id}",
                "iso3": response.iso3,
                "role": response.role,
                "submitted": response.submitted or SENT[response.wave],
                "complete": response.complete,
                "item_id": item.item_id,
                "value": answer if status == "answered" else None,
                "status": status,
                "lang": "en",
                "source_file": FILES["responses"],
                "source_row": line,
            }
        )
    return rows
