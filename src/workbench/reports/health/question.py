"""What is asked, and which covariates it is adjusted for: recorded for the areas, or missing."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings.rows import code, count, phrase, row, text
from workbench.findings.tables import AnyFilled, Table, Tables
from workbench.reports.health.basis import Basis
from workbench.reports.health.basis.linkage import Linked
from workbench.reports.health.phrases import StudyYears
from workbench.reports.report import Section, span
from workbench.store.people import Covariates
from workbench.words.messages import Message
from workbench.words.said import Said, said

MEASURED, IN_SOME, MISSING = "measured", "in some areas", "missing"


@row
class Confounder:
    """A covariate that was named: measured in the areas, or missing."""

    name: str = text("covariate", "Covariate")
    role: str = code("role-of-covariate", "model that it enters", "Enters at")
    state: str = code("state-of-covariate", "measured, or missing", "State")
    n_areas: int = count("areas that have it", "Areas")
    years: StudyYears | None = phrase("years", "Years")


CONFOUNDERS = Table("confounders", Confounder, "Covariates adjusted for", "No covariate was named.")
NOT_MEASURED = Message("covariate-missing", Confounder, "missing")


def compute(basis: Basis, _: Tables) -> Iterator[AnyFilled]:
    """Describe each covariate that was named."""
    parameters = basis.parameters
    named = [
        *((name, "demography") for name in parameters.demography),
        *((name, "confounders") for name in parameters.confounders),
    ]
    yield CONFOUNDERS.filled({name: _confounder(name, role, basis.linked) for name, role in named})


def _confounder(name: str, role: str, together: Linked) -> Confounder:
    """Describe a covariate over the areas of the country."""
    own = together.covariates[together.covariates[Covariates.name] == name]
    n_areas = own[Covariates.area_id].nunique()
    return Confounder(
        name=name,
        role=role,
        state=_state(n_areas, len(together.areas)),
        n_areas=n_areas,
        years=span(StudyYears, own[Covariates.year]),
    )


def _state(n_areas: int, n_all: int) -> str:
    """Whether a covariate is measured in all areas, in some, or in none."""
    if not n_areas:
        return MISSING
    return MEASURED if n_areas == n_all else IN_SOME


def say(tables: Tables) -> Iterator[Said]:
    """Tell which covariates are not recorded for all areas."""
    for name, one in tables.of(CONFOUNDERS).items():
        if one.state != MEASURED:
            yield said(NOT_MEASURED, CONFOUNDERS, name, grade="missing")


SECTION: Section[Basis] = Section(
    name="question",
    tables=(CONFOUNDERS,),
    compute=compute,
    say=say,
    messages=(NOT_MEASURED,),
    without_data=True,
)
