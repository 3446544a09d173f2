"""Columns of the tables of the health report, each with its unit and what it means."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.findings import Column

QUESTION = (
    Column("question", "", "exposure, outcome and sex"),
    Column("exposure", "", "substance or covariate"),
    Column("outcome", "", "what was counted"),
    Column("sex", "", "in whom"),
)
RATE_RATIO = (
    Column("rate_ratio", "1", "rate ratio per increment"),
    Column("rate_ratio_lower", "1", "lower limit"),
    Column("rate_ratio_upper", "1", "upper limit"),
)

OVERVIEW = (
    Column("area_name", "", "country"),
    Column("years", "", "years of the cases"),
    Column("registers", "", "registers that counted them"),
    Column("n_areas", "", "areas of the country"),
    Column("n_questions", "", "pairs of exposure and outcome, by sex"),
    Column("no_question", "", "why no question was put; empty where one was"),
    Column("n_prespecified", "", "of those, named before the data were seen"),
    Column("n_consistent", "", "with grade A"),
    Column("n_sensitive", "", "with grade B"),
    Column("n_crude_only", "", "with grade C"),
    Column("n_not_detected", "", "with grade D"),
    Column("n_not_assessable", "", "with grade X"),
    Column("control", "", "negative control outcome"),
    Column("smallest_count", "", "least count above zero that is shown"),
    Column("confidence", "1", "level of the intervals"),
    Column("n_islands", "", "areas without a neighbour"),
    Column("design", "", "what kind of study this is"),
)
STEPS = (
    Column("what", "", "what was linked to areas"),
    Column("n_read", "", "rows read"),
    Column("n_linked", "", "rows in an area that is known"),
    Column("n_areas", "", "areas with any"),
    Column("years", "", "years"),
)
CONFOUNDERS = (
    Column("name", "", "covariate"),
    Column("role", "", "rung that it enters"),
    Column("state", "", "measured, or missing"),
    Column("n_areas", "", "areas that have it"),
    Column("years", "", "years"),
)
EXPOSURES = (
    Column("exposure", "", "substance or covariate"),
    Column("kind", "", "soil samples or covariate"),
    Column("n_samples", "", "samples in areas"),
    Column("n_areas", "", "areas with a value"),
    Column("n_areas_few", "", "areas with too few samples for one"),
    Column("share_non_detects", "1", "samples below their limit"),
    Column("p5", "mg/kg", "fifth percentile of the areas"),
    Column("median", "mg/kg", "median of the areas"),
    Column("p95", "mg/kg", "95th percentile of the areas"),
    Column("unit", "", "unit of the exposure"),
    Column("increment", "", "what a rate ratio is per"),
    Column("years", "", "years that it was measured in"),
    Column("depths", "", "depths that were sampled"),
)
OUTCOMES = (
    Column("outcome", "", "what was counted"),
    Column("sex", "", "in whom"),
    Column("role", "", "outcome, or negative control"),
    Column("n_areas", "", "areas with people"),
    Column("cases", "1", "cases in these areas; hidden where small"),
    Column("expected", "1", "cases that sex and age let expect"),
    Column("n_strata", "", "strata of sex and age"),
    Column("standard", "", "rates that the expected cases rest on"),
    Column("direct_rate", "1/100 000 person-years", "rate at the ages of a standard population"),
    Column("direct_rate_lower", "1/100 000 person-years", "lower limit (Dobson)"),
    Column("direct_rate_upper", "1/100 000 person-years", "upper limit (Dobson)"),
    Column("standard_population", "", "that population"),
    Column("years", "", "years of the cases"),
    Column("completeness", "1", "least completeness that the register gives"),
    Column("source", "", "register"),
)
AREAS = (
    Column("outcome", "", "what was counted, both sexes"),
    Column("area_id", "", "area"),
    Column("name", "", "its name"),
    Column("cases", "1", "cases; empty where hidden"),
    Column("expected", "1", "cases that sex and age let expect"),
    Column("smr", "1", "cases over expected ones; empty where hidden"),
    Column("smr_lower", "1", "lower limit (exact)"),
    Column("smr_upper", "1", "upper limit (exact)"),
    Column(
        "smoothed", "1", "ratio drawn to the mean of the areas shown (empirical Bayes, Marshall)"
    ),
    Column("note", "", "hidden, no cases, unreliable, or nothing"),
)
QUESTIONS = (
    *QUESTION,
    Column("prespecified", "", "whether it was named before the data were seen"),
    Column("grade", "", "grade of evidence"),
    Column("reason", "", "why"),
    Column("increment", "", "what the rate ratio is per"),
    Column("n_areas", "", "areas in every rung"),
    Column("cases", "1", "cases in these areas, to the nearest ten; hidden where small"),
    *RATE_RATIO,
    Column("adjusted_rate_ratio", "1", "rate ratio before the spatial rung (quasi-Poisson)"),
    Column("adjusted_rate_ratio_lower", "1", "lower limit"),
    Column("adjusted_rate_ratio_upper", "1", "upper limit"),
    Column("share_more", "1", "relative difference of the rate per increment, spatial rung"),
    Column("share_more_lower", "1", "lower limit"),
    Column("share_more_upper", "1", "upper limit"),
    Column("p", "1", "of the rung that the verdict rests on; 0.0009 stands for less than 0.001"),
    Column("q", "1", "p adjusted for all questions (Benjamini and Hochberg)"),
    Column("detectable", "1", "smallest rate ratio that had a chance of 80 % to be seen"),
    Column("timing", "", "whether exposure came first"),
    Column("timing_why", "", "years of exposure and outcome"),
    Column("crude_wrong", "", "what is wrong with the crude rung"),
    Column("adjusted_wrong", "", "what is wrong with the adjusted Poisson rung"),
    Column("attributable", "1", "share of cases, were the association causal; grade A only"),
    Column("attributable_lower", "1", "lower limit"),
    Column("attributable_upper", "1", "upper limit"),
)
LADDER = (
    Column("question", "", "exposure, outcome and sex"),
    Column("rung", "", "model"),
    Column("meaning", "", "what it allows for"),
    Column("n_areas", "", "areas, the same in all rungs of a question"),
    *RATE_RATIO,
    Column("p", "1", "that the rate ratio is one"),
    Column("dispersion", "1", "Pearson chi-squared over degrees of freedom"),
    Column("dean_p", "1", "test of Dean for more variation than Poisson, one-sided"),
    Column("moran_i", "1", "Moran's I of the residuals"),
    Column("moran_z", "1", "its standard score"),
    Column("moran_p", "1", "that neighbours are no more alike than chance, one-sided"),
    Column("remark", "", "what is wrong with it, or why it was not fitted"),
)
QUARTILES = (
    Column("question", "", "exposure, outcome and sex"),
    Column("quartile", "", "quarter of the areas by exposure"),
    Column("lower", "", "least exposure in it"),
    Column("upper", "", "greatest exposure in it"),
    Column("n_areas", "", "areas"),
    *RATE_RATIO,
    Column("trend_p", "1", "trend over the quarters, one degree of freedom"),
)
CHECKS = (
    Column("question", "", "exposure, outcome and sex"),
    Column("check", "", "what was changed"),
    *RATE_RATIO,
    Column("e_value", "1", "E-value of the rate ratio per increment"),
    Column("e_value_limit", "1", "E-value of the limit nearer to one"),
    Column("remark", "", "what it means"),
)
CHECKLIST = (
    Column("list", "", "STROBE or RECORD"),
    Column("item", "", "number of the item"),
    Column("asks", "", "what it asks for"),
    Column("section", "", "where it stands on the page"),
    Column("done", "", "yes, or not done"),
    Column("note", "", "remark"),
)
DOUBTS = (
    Column("what", "", "table or column"),
    Column("doubt", "", "what was noticed"),
    Column("n_rows", "", "rows, or areas"),
)
TITLES: Mapping[str, tuple[str, tuple[Column, ...]]] = {
    "overview": ("The report in figures", OVERVIEW),
    "questions": ("Questions and grades", QUESTIONS),
    "ladder": ("Ladder of models", LADDER),
    "steps": ("What was linked", STEPS),
    "confounders": ("What was allowed for", CONFOUNDERS),
    "exposures": ("Exposure of the areas", EXPOSURES),
    "outcomes": ("Outcomes", OUTCOMES),
    "areas": ("Cases and expected cases of each area", AREAS),
    "quartiles": ("Quarters of the areas by exposure", QUARTILES),
    "checks": ("How far it holds", CHECKS),
    "doubts": ("What is doubtful in the data", DOUBTS),
    "checklist": ("STROBE and RECORD", CHECKLIST),
}
