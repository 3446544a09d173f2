"""Tables of the vocabulary in lines of text, each row with its source."""

from __future__ import annotations

from workbench.vocabulary.table import read_rows, unknown

TABLES = {
    "backgrounds": "background contents of soil, rock and sediment",
    "exposure_sets": "contact of children and adults with soil",
    "index_classes": "classes of contamination indices",
    "indicator_classes": "published classes of single indicators",
    "indicators": "indicators of soil health, their domains and units",
    "land_uses": "words and codes of land uses, and the land use of thresholds",
    "laws": "laws, standards and guidelines on soil pollution, by country",
    "methods": "names of digestions and extractions, and the fraction that each reaches",
    "networks": "networks that monitor soil or sediment",
    "place_names": "names of countries in other languages and spellings",
    "places": "countries and territories, and their region",
    "procedures": "standard procedures for soil pollutants, and what each extracts",
    "reporting_checklist": "items of STROBE and RECORD",
    "risk_sets": "dated sets of toxicity values",
    "risk_values": "toxicity values of substances",
    "scoring_curves": "scoring curves of indicators",
    "scoring_sets": "sets of scoring curves",
    "soil_targets": "targets of the Soil Monitoring Law, and critical densities",
    "standard_populations": "standard populations by age",
    "substance_names": "names of substances in other languages",
    "substances": "substances, their units and flags",
    "survey_actions": "actions that the survey of gaps recommends, and when",
    "survey_choices": "answers that the questions of the survey offer",
    "survey_contradictions": "answers of the survey that contradict each other",
    "survey_indicators": "indicators of INSOP, and how they are counted",
    "survey_items": "questions of the survey of gaps",
    "survey_laboratory_networks": "regional networks of soil laboratories",
    "survey_region_overlaps": "countries on the lists of two regions, and the one that counts",
    "survey_texts": "headings and messages of the questionnaire",
    "target_organs": "organs that reference doses protect",
    "texture_groups": "groups of texture classes",
    "toxic_responses": "factors of the ecological risk index",
}


def listing(table: str) -> list[str]:
    """Give the rows of a table, each on one line as `column: text`; what is empty is left out.

    Parameters
    ----------
    table : str
        One of `TABLES`; empty: what tables there are.

    Raises
    ------
    VocabularyError
        If there is no such table.

    Examples
    --------
    >>> listing("networks")[0][:30]
    'code: LUCAS; name: LUCAS Soil '
    """
    if not table:
        return [f"{name:26} {meaning}" for name, meaning in TABLES.items()]
    if table not in TABLES:
        raise unknown("table", table, TABLES)
    return [
        "; ".join(f"{column}: {cell}" for column, cell in row.items() if cell)
        for row in read_rows(table)
    ]
