"""Models with increasing adjustment: the same areas in each, from crude to spatial."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from workbench.findings.rows import (
    Phrase,
    code,
    count,
    number,
    phrase,
    probability,
    quotient,
    row,
    share,
)
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.methods.rates.disclosure import coarse, coarse_p, shown_interval
from workbench.presentation import charts
from workbench.presentation.figure import Drawn, captioned, drawn
from workbench.presentation.html import Picture, Text
from workbench.presentation.style import DETECT, NON_DETECT, QUIET, Mark
from workbench.reports.health.basis import Basis, models
from workbench.reports.health.basis.questions import AreaQuestion, TimingYears
from workbench.reports.health.phrases import HealthQuestion
from workbench.reports.report import Section
from workbench.words.messages import Message
from workbench.words.said import Said, said
from workbench.words.wording import Words


@row
class Association:
    """A pair of exposure and outcome, by sex, and what its models came to."""

    exposure: Phrase = phrase("substance or covariate", "Exposure")
    outcome: str = code("outcome", "what was counted", "Outcome")
    sex: str = code("sex", "in whom", "Sex")
    prespecified: str = code(
        "yes-no", "whether it was named before the data were seen", "Prespecified"
    )
    n_areas: int = count("areas in every model", "Areas")
    rate_ratio: float | None = number(
        "rate ratio per increment: spatial random effect, corrected for error of exposure",
        "Rate ratio",
        unit="1",
    )
    p: float | None = probability(
        "of the model that the grade rests on; 0.001 stands for less", "p"
    )
    q: float | None = probability("p adjusted for all questions (Benjamini and Hochberg)", "q")
    detectable: float | None = number(
        "smallest rate ratio that had a chance of 80 % to be seen", "Smallest detectable", unit="1"
    )
    grade: str = code("grade", "grade of evidence", "Grade")
    timing: str = code("timing", "whether exposure came first", "Order in time")
    question: HealthQuestion = phrase("exposure, outcome and sex")
    reason: tuple[Phrase, ...] = phrase("why it has this grade")
    increment: str = code("increment", "what the rate ratio is per")
    cases: float | None = number(
        "cases in these areas, to the nearest ten; missing where hidden", unit="1"
    )
    rate_ratio_lower: float | None = number("lower limit", unit="1", lower_of="rate_ratio")
    rate_ratio_upper: float | None = number("upper limit", unit="1", upper_of="rate_ratio")
    adjusted_rate_ratio: float | None = number(
        "rate ratio before spatial patterns are allowed for (quasi-Poisson)", unit="1"
    )
    adjusted_rate_ratio_lower: float | None = number(
        "lower limit", unit="1", lower_of="adjusted_rate_ratio"
    )
    adjusted_rate_ratio_upper: float | None = number(
        "upper limit", unit="1", upper_of="adjusted_rate_ratio"
    )
    uncorrected_rate_ratio: float | None = number("the same model without the correction", unit="1")
    uncorrected_rate_ratio_lower: float | None = number(
        "lower limit", unit="1", lower_of="uncorrected_rate_ratio"
    )
    uncorrected_rate_ratio_upper: float | None = number(
        "upper limit", unit="1", upper_of="uncorrected_rate_ratio"
    )
    weakest_rate_ratio: float | None = number(
        "of the weakest spatial model, on which the grade rests", unit="1"
    )
    weakest_rate_ratio_lower: float | None = number(
        "lower limit", unit="1", lower_of="weakest_rate_ratio"
    )
    weakest_rate_ratio_upper: float | None = number(
        "upper limit", unit="1", upper_of="weakest_rate_ratio"
    )
    reliability: float | None = share("share of the variance of exposure that is no error")
    reliability_lower: float | None = share("lower limit of that share")
    e_value_limit: float | None = number(
        "E-value of the limit nearer to one, of the weakest spatial model", unit="1"
    )
    share_more: float | None = share("relative difference of the rate per increment")
    share_more_lower: float | None = share("lower limit", lower_of="share_more")
    share_more_upper: float | None = share("upper limit", upper_of="share_more")
    timing_why: TimingYears = phrase("years of exposure and outcome")
    crude_wrong: Phrase | None = phrase("what is wrong with the crude model")
    adjusted_wrong: Phrase | None = phrase("what is wrong with the adjusted Poisson model")
    attributable: float | None = share(
        "share of cases, if the association were causal; grade A only", default=None
    )
    attributable_lower: float | None = share("lower limit", lower_of="attributable", default=None)
    attributable_upper: float | None = share("upper limit", upper_of="attributable", default=None)


QUESTIONS = Table(
    "questions", Association, "Associations and grades", "No association was examined.", most=12
)


MOST_QUESTIONS = 8
BETWEEN = Mark(QUIET, "s", filled=False)
MARKS = {
    models.CRUDE: NON_DETECT,
    models.SPATIAL: DETECT,
    models.SURFACE: DETECT,
    models.CORRECTED: DETECT,
}
CAVEATS = ("caveat-slopes", "caveat-spatial")


@row
class AllowsFor(Phrase):
    """What a model allows for."""

    model: str = code("allows-for", "the model")


@row
class FittedModel:
    """A model of a question; without a rate ratio where it could not be fitted."""

    question: HealthQuestion = phrase("exposure, outcome and sex", "Question")
    model: str = code("model", "model", "Model")
    rate_ratio: float | None = number("rate ratio per increment", "Rate ratio", unit="1")
    rate_ratio_lower: float | None = number(
        "lower limit", "Lower limit", unit="1", lower_of="rate_ratio"
    )
    rate_ratio_upper: float | None = number(
        "upper limit", "Upper limit", unit="1", upper_of="rate_ratio"
    )
    p: float | None = probability("that the rate ratio is one", "p")
    dispersion: float | None = quotient("Pearson chi-squared over degrees of freedom", "Dispersion")
    dean_p: float | None = probability(
        "test of Dean for more variation than Poisson, one-sided", "p (Dean)"
    )
    moran_p: float | None = probability(
        "that neighbours are no more alike than chance, one-sided", "p (Moran)", default=None
    )
    remark: Phrase | None = phrase("what is to know of it, or why it was not fitted", "Remark")
    meaning: AllowsFor = phrase("what it allows for")
    n_areas: int = count("areas, the same in all models of a question")
    moran_i: float | None = number("Moran's I of the residuals", unit="1", default=None)
    moran_z: float | None = number("its standard score", unit="1", default=None)


MODELS = Table("models", FittedModel, "Results of the models", "No model was fitted.")
WRONG = Message("models-wrong", Association, "models")
ATTRIBUTABLE = Message("attributable-share", Association, "attributable")
FIGURE = Message("figure-models", Drawn)
FIGURE_ROW = Message("figure-models-row", FittedModel)


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Describe all models of all questions, always the same ones."""
    yield MODELS.filled(
        {
            f"{one.question.id}:{name}": _model(one.question, name, model)
            for one in basis.judged
            for name, model in one.models.items()
        }
    )


def _model(question: AreaQuestion, name: str, model: models.Model) -> FittedModel:
    """Row of one model, with the digits that may be published."""
    found, moran = shown_interval(model.interval), model.moran
    return FittedModel(
        question=question.label,
        model=name,
        meaning=AllowsFor(model=name),
        n_areas=len(question.areas),
        remark=model.remark,
        rate_ratio=found.ratio,
        rate_ratio_lower=found.lower,
        rate_ratio_upper=found.upper,
        p=coarse_p(model.p),
        dispersion=coarse(model.dispersion),
        dean_p=coarse_p(model.dean_p),
        moran_i=None if moran is None else coarse(moran.index),
        moran_z=None if moran is None else coarse(moran.z),
        moran_p=None if moran is None else coarse_p(moran.p_value),
    )


def say(tables: Tables) -> Iterator[Said]:
    """Say what is wrong with crude and adjusted models, and the share where the grade lets it."""
    questions = tables.of(QUESTIONS)
    for name, one in questions.items():
        if one.crude_wrong or one.adjusted_wrong:
            yield said(WRONG, QUESTIONS, name)
    for name, one in questions.items():
        if one.attributable is not None:
            yield said(ATTRIBUTABLE, QUESTIONS, name, main="attributable")


def notes(tables: Tables) -> tuple[str, ...]:
    """Remind of what a slope between areas is, and of what a spatial term takes away."""
    return CAVEATS if _fitted(tables) else ()


def figure(tables: Tables, words: Words) -> Picture | Text:
    """Draw the rate ratio of each model with its interval, a panel a question."""
    by_question = _fitted(tables)
    if not by_question:
        return Text(words.plain("figure-models-none"))
    shown = {
        words.phrase(question): of_question
        for question, of_question in islice(by_question.items(), MOST_QUESTIONS)
    }
    panels = [
        charts.forest.ForestPanel(
            question,
            [
                charts.forest.ForestRow(
                    name=words.of(one, "model"),
                    mark=MARKS.get(one.model, BETWEEN),
                    estimate=one.rate_ratio,
                    interval=(one.rate_ratio_lower, one.rate_ratio_upper),
                )
                for one in of_question
            ],
        )
        for question, of_question in shown.items()
    ]
    picture = charts.forest.draw_panels(panels, words.plain("axis-rate-ratio"))
    caption = (FIGURE, drawn(tables, MODELS, len(shown), len(by_question)))
    return captioned(picture, caption, _told(shown, words), words)


def _told(shown: Mapping[str, list[FittedModel]], words: Words) -> Iterator[str]:
    """Say the rate ratio of each model of each question."""
    for question, of_question in shown.items():
        told = ", ".join(words.sentence(FIGURE_ROW, one).text for one in of_question)
        yield f"{question}: {told}."


def _fitted(tables: Tables) -> dict[HealthQuestion, list[FittedModel]]:
    """Fitted models of each question."""
    fitted: dict[HealthQuestion, list[FittedModel]] = {}
    for one in tables.of(MODELS).values():
        if one.rate_ratio is not None:
            fitted.setdefault(one.question, []).append(one)
    return fitted


SECTION: Section[Basis] = Section(
    name="models",
    tables=(MODELS,),
    compute=compute,
    say=say,
    messages=(WRONG, ATTRIBUTABLE, FIGURE, FIGURE_ROW),
    figures={"models": figure},
    notes=notes,
)
