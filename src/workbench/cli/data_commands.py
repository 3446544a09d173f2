"""Commands on data and machine: ingest, export, check, tables, thresholds and doctor."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.arguments import (
    OK,
    WRONG_USE,
    Later,
    Mapping,
    StartFolder,
    Store,
    Survey,
    examples,
    find_survey,
)
from workbench.errors import InputError

if TYPE_CHECKING:
    from workbench.cli import doctor as looks
    from workbench.inputs import ingest as intake
    from workbench.inputs import upgrade as upgrading
    from workbench.inputs.drafts import drafting, trial
    from workbench.inputs.packages import exchange, package_intake, threshold_package
    from workbench.inputs.packages import export as packages
    from workbench.inputs.surveys import survey_draft, survey_intake
    from workbench.vocabulary import substances
    from workbench.vocabulary.laws import threshold_choice, threshold_listing
    from workbench.vocabulary.laws import thresholds as laws
    from workbench.words import wording
else:
    looks, intake = Later("workbench.cli.doctor"), Later("workbench.inputs.ingest")
    drafting, trial = (
        Later("workbench.inputs.drafts.drafting"),
        Later("workbench.inputs.drafts.trial"),
    )
    packages = Later("workbench.inputs.packages.export")
    exchange = Later("workbench.inputs.packages.exchange")
    package_intake = Later("workbench.inputs.packages.package_intake")
    threshold_package = Later("workbench.inputs.packages.threshold_package")
    survey_draft = Later("workbench.inputs.surveys.survey_draft")
    survey_intake = Later("workbench.inputs.surveys.survey_intake")
    substances = Later("workbench.vocabulary.substances")
    upgrading = Later("workbench.inputs.upgrade")
    wording = Later("workbench.words.wording")
    threshold_choice = Later("workbench.vocabulary.laws.threshold_choice")
    threshold_listing = Later("workbench.vocabulary.laws.threshold_listing")
    laws = Later("workbench.vocabulary.laws.thresholds")

app = typer.Typer()  # its commands become those of `workbench`


@app.command(
    epilog=examples(
        "ingest lead.csv                                      # what a first mapping makes of it",
        "ingest lead.csv --draft --out lead.yml",
        "ingest lead.csv --mapping lead.yml --store data/mine",
        "ingest answers.csv --survey kobo --store data/mine",
    )
)
def ingest(  # noqa: PLR0913 - the arguments of a command
    file: Annotated[
        Path | None,
        typer.Argument(
            help="File of a laboratory, or datapackage.json; none if the mapping has a query."
        ),
    ] = None,
    *,
    mapping: Mapping = None,
    store: Annotated[
        Path | None, typer.Option(help="Folder of the store; made where it is missing.")
    ] = None,
    corrections: Annotated[
        Path | None, typer.Option(help="Its quarantine, with the column `correction` filled in.")
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Write a first mapping of the file instead.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="With --draft: file for the mapping.")] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Without a mapping: store what its draft makes of it.")
    ] = False,
    constant: Annotated[
        list[str] | None,
        typer.Option(help="Of a draft: the same in all rows, as iso3=KEN; may be repeated."),
    ] = None,
    survey: Survey = "",
) -> None:
    """Take a file into a store; what cannot be used goes to the quarantine with its reason."""
    if draft:
        _draft(file, out, constant or [])
        return
    bare = file if mapping is None and not survey else None
    into = store if accept else None
    if bare and bare.is_file() and _tried(bare, constant or [], into, corrections):
        return
    if store is None:
        raise InputError("Give the folder of a store (--store), or --draft for a first mapping.")
    if survey:
        if file is None:
            raise InputError("Give the file that the survey tool exported.")
        if corrections is not None:
            raise InputError("Answers are corrected in the survey tool. Leave --corrections away.")
        print("\n".join(survey_intake.take_in(file, find_survey(Path(), survey), store)))
    elif file and file.suffix == ".json" and mapping is None:
        if corrections is not None:
            raise InputError("A package has no file to correct. Leave --corrections away.")
        print("\n".join(package_intake.ingest_package(file, store).in_words(file)))
    else:
        report = intake.ingest(file, mapping, store, corrections=corrections)
        print("\n".join(report.in_words()))


def _tried(file: Path, constants: list[str], store: Path | None, corrections: Path | None) -> bool:
    """Say what the draft of a file makes of it, and store that; not of a filled-in template."""
    if file.suffix == ".json":  # a package
        return False
    found = trial.trial_lines(file, constants, store, corrections)
    if found is None:
        return False
    print("\n".join(found.lines))
    if not found.worked:
        raise typer.Exit(WRONG_USE)
    return True


def _draft(file: Path | None, out: Path | None, constants: list[str]) -> None:
    """Write a first mapping of a file, or print it."""
    if file is None:
        raise InputError("Give the file that a first mapping is to be made of.")
    text = survey_draft.draft_survey_mapping(file)
    text = text or drafting.draft_mapping(file, trial.named(constants))
    if out is None:
        print(text, end="")
        return
    if out.exists():
        raise InputError(f"{out} is there already. Give another name, or take it away.")
    out.write_text(text, encoding="utf-8")
    print(looks.drafted(out, text))


@app.command(epilog=examples("upgrade --store data/mine"))
def upgrade(store: Annotated[Path, typer.Option(help="Folder of the store.")]) -> None:
    """Bring a store of an earlier version to the form of this one, or say that it has it."""
    print(wording.words_of().phrase(upgrading.upgrade(store)))


@app.command(
    epilog=examples(
        "withdraw lead.csv --store data/mine",
    )
)
def withdraw(
    file: Annotated[str, typer.Argument(help="Name of the file, as it was taken in.")],
    store: Annotated[str, typer.Option(help="Folder of the store.")],
) -> None:
    """Take a file that was delivered in error out of a store, with its quarantine."""
    print(intake.withdraw_file(file, store))


@app.command(
    epilog=examples(
        "export --store data/mine --out lead_package",
        "export --store data/mine --area KEN --out lead_package",
        "export --thresholds --area KEN --out kenya_thresholds",
    )
)
def export(  # noqa: PLR0913 - the arguments of a command
    out: Annotated[Path, typer.Option(help="Folder of the package, made where it is missing.")],
    store: Store = "example",
    area: Annotated[str, typer.Option(help="Only an area; without it the whole store.")] = "",
    *,
    with_small_counts: Annotated[
        bool, typer.Option(help="Cases and people by area too, small counts among them.")
    ] = False,
    thresholds: Annotated[bool, typer.Option(help="The thresholds on file, no store.")] = False,
    form: Annotated[
        str, typer.Option(help="Measurements in the columns of others: wqp or ices.")
    ] = "",
) -> None:
    """Write a store as CSV files with a datapackage.json, which `ingest` takes in again."""
    if form:
        if thresholds or with_small_counts:
            raise InputError("--form writes measurements alone. Leave the other options out.")
        print("\n".join(exchange.export_form(store, out, form, area)))
    elif thresholds:
        print("\n".join(threshold_package.export_thresholds(out, area)))
    else:
        report = packages.export(store, out, area, with_small_counts=with_small_counts)
        print("\n".join(report.in_words()))


@app.command(
    epilog=examples(
        "check                                   # the example, all mappings and parameters",
        "check --store data/mine",
        "check --law-package reporting_2031",
    )
)
def check(
    store: Store = "example",
    project: StartFolder = Path(),
    law_package: Annotated[
        Path | None,
        typer.Option(help="A reporting package of the Soil Monitoring Law instead: its folder."),
    ] = None,
) -> None:
    """Check a store, the table of thresholds, the mappings and the parameters."""
    found = looks.trouble(project, store) if law_package is None else []
    if law_package is not None:
        found = looks.package_trouble(law_package)
    print("\n".join(looks.problems(found)))
    raise typer.Exit(WRONG_USE if found else OK)


@app.command(
    epilog=examples(
        "tables",
        "tables --vocabulary substances",
    )
)
def tables(
    vocabulary: Annotated[
        str | None, typer.Option(help="A table of the vocabulary instead, as in networks.")
    ] = None,
) -> None:
    """Print the tables of a store: columns, what they hold and what they mean."""
    print("\n".join(looks.tables(vocabulary)))


@app.command(
    epilog=examples(
        "thresholds DEU Pb",
        "thresholds DEU lead --land-use residential --fraction aqua_regia",
        "thresholds --coverage",
    )
)
def thresholds(  # noqa: PLR0913 - the arguments of a command
    area: Annotated[str, typer.Argument(help="ISO 3166 alpha-3, or EU for the Union.")] = "",
    substance: Annotated[str, typer.Argument(help="Code or name of a substance.")] = "",
    *,
    land_use: Annotated[str, typer.Option(help="agricultural, residential, ...")] = "",
    fraction: Annotated[
        str, typer.Option(help="total, aqua_regia, extractable or unknown.")
    ] = "aqua_regia",
    extractant: Annotated[str, typer.Option(help="As the law gives it: 0.1 M NaNO3.")] = "",
    matrix: Annotated[str, typer.Option(help="soil, forest_floor, sediment or dust.")] = "soil",
    depth: Annotated[str, typer.Option(help="Layer in cm, as in 0-20.")] = "",
    ph: Annotated[float | None, typer.Option(help="pH of the soil.")] = None,
    ph_method: Annotated[str, typer.Option(help="Extract of the pH: KCl, H2O or CaCl2.")] = "",
    texture: Annotated[str, typer.Option(help="sand, loam, clay, ...")] = "",
    clay: Annotated[float | None, typer.Option(help="Clay below 2 µm, % of dry mass.")] = None,
    organic_matter: Annotated[float | None, typer.Option(help="% of dry mass.")] = None,
    organic_carbon: Annotated[float | None, typer.Option(help="% of dry mass.")] = None,
    value_type: Annotated[str, typer.Option(help="One kind of value, as in precautionary.")] = "",
    reference_set: Annotated[str, typer.Option(help="Another country, or EU, instead.")] = "",
    part: Annotated[str, typer.Option(help="A part of the country, as in ES-PV.")] = "",
    unverified: Annotated[bool, typer.Option(help="Let unverified rows be chosen.")] = False,
    superseded: Annotated[bool, typer.Option(help="Let replaced rows be chosen.")] = False,
    coverage: Annotated[bool, typer.Option(help="Print how many rows can be matched.")] = False,
) -> None:
    """Print the thresholds on file for a country and a substance, and which one is chosen."""
    if coverage:
        print("\n".join(threshold_listing.coverage_lines()))
        return
    sampled = threshold_choice.SampledSoil(
        iso3=area,
        substance=substances.find_substance(substance),
        matrix=matrix,
        land_uses=(land_use,),
        fraction=fraction,
        extractant=extractant,
    )
    soil = replace(
        sampled.properties,
        ph=ph,
        ph_method=ph_method,
        texture=texture,
        clay_pct=clay,
        organic_matter_pct=organic_matter,
        toc_pct=organic_carbon,
    )
    sampled = replace(sampled, properties=threshold_listing.with_layer(soil, depth))
    kinds = (value_type,) if value_type else laws.DEFAULT_ORDER
    choice = threshold_choice.Choice(kinds, unverified, superseded, reference_set, part=part)
    print("\n".join(threshold_listing.lines(sampled, choice)))


@app.command(
    epilog=examples(
        "doctor",
    )
)
def doctor(project: StartFolder = Path()) -> None:
    """Look at this machine: can reports be made here, and if not, what is missing."""
    checks = looks.examine(project)
    print("\n".join(looks.examined(checks)))
    raise typer.Exit(OK if all(look.passed for look in checks) else WRONG_USE)
