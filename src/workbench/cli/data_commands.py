"""Commands on data and machine: ingest, export, check, tables, thresholds and doctor."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.arguments import (
    OK,
    WRONG_USE,
    Mapping,
    StartFolder,
    Store,
    Survey,
    checkout,
    find_survey,
)
from workbench.errors import InputError

app = typer.Typer()  # its commands become those of `workbench`


@app.command()
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
    survey: Survey = "",
) -> None:
    """Take a file into a store; what cannot be used goes to the quarantine with its reason."""
    if draft:
        _draft(file, out)
        return
    if store is None:
        raise InputError("Give the folder of a store (--store), or --draft for a first mapping.")
    if survey:
        _ingest_survey(file, survey, store)
        return
    if file and file.suffix == ".json" and mapping is None:
        if corrections is not None:
            raise InputError("A package has no file to correct. Leave --corrections away.")
        from workbench.inputs.packages.package_intake import ingest_package  # noqa: PLC0415 - slow

        print("\n".join(ingest_package(file, store).in_words(file)))
        return
    from workbench.inputs.ingest import ingest as ingest_file  # noqa: PLC0415 - slow

    report = ingest_file(file, mapping, store, corrections=corrections)
    print("\n".join(report.in_words()))


def _ingest_survey(file: Path | None, survey: str, store: Path) -> None:
    """Take the export of a survey tool, or a list beside it, into a store."""
    if file is None:
        raise InputError("Give the file that the survey tool exported.")
    from workbench.inputs.surveys.survey_intake import take_in  # noqa: PLC0415 - slow

    print("\n".join(take_in(file, find_survey(Path(), survey), store)))


def _draft(file: Path | None, out: Path | None) -> None:
    """Write a first mapping of a file, or print it."""
    if file is None:
        raise InputError("Give the file that a first mapping is to be made of.")
    from workbench.inputs.drafts.drafting import draft_mapping  # noqa: PLC0415 - slow

    text = draft_mapping(file)
    if out is None:
        print(text, end="")
        return
    if out.exists():
        raise InputError(f"{out} is there already. Give another name, or take it away.")
    out.write_text(text, encoding="utf-8")
    from workbench.cli.doctor import drafted  # noqa: PLC0415 - slow

    print(drafted(out, text))


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="Folder of the package, made where it is missing.")],
    store: Store = "example",
    area: Annotated[str, typer.Option(help="Only an area; without it the whole store.")] = "",
    *,
    thresholds: Annotated[bool, typer.Option(help="The thresholds on file, no store.")] = False,
) -> None:
    """Write a store as CSV files with a datapackage.json, which `ingest` takes in again."""
    if thresholds:
        from workbench.inputs.packages.threshold_package import export_thresholds  # noqa: PLC0415 - slow

        print("\n".join(export_thresholds(out, area)))
        return
    from workbench.inputs.packages.export import export as export_store  # noqa: PLC0415 - slow

    print("\n".join(export_store(store, out, area).in_words()))


@app.command()
def check(store: Store = "example", project: StartFolder = Path()) -> None:
    """Check a store, the table of thresholds, the mappings and the parameters."""
    from workbench.cli.doctor import problems, trouble  # noqa: PLC0415 - slow

    found = trouble(checkout(project), store)
    print("\n".join(problems(found)))
    raise typer.Exit(WRONG_USE if found else OK)


@app.command()
def tables(
    vocabulary: Annotated[
        str | None, typer.Option(help="A table of the vocabulary instead, as in networks.")
    ] = None,
) -> None:
    """Print the tables of a store: columns, what they hold and what they mean."""
    if vocabulary is not None:
        from workbench.vocabulary.table import listing  # noqa: PLC0415 - slow

        print("\n".join(listing(vocabulary)))
        return
    from workbench.cli import doctor as looks  # noqa: PLC0415 - slow

    print("\n".join(looks.tables()))


@app.command()
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
    from workbench.vocabulary.laws import threshold_listing  # noqa: PLC0415 - slow
    from workbench.vocabulary.laws.threshold_choice import (  # noqa: PLC0415 - slow
        Choice,
        SampledSoil,
    )
    from workbench.vocabulary.laws.thresholds import DEFAULT_ORDER  # noqa: PLC0415 - slow
    from workbench.vocabulary.substances import find_substance  # noqa: PLC0415 - slow

    if coverage:
        print("\n".join(threshold_listing.coverage_lines()))
        return
    sampled = SampledSoil(
        iso3=area,
        substance=find_substance(substance),
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
    choice = Choice(
        value_types=(value_type,) if value_type else DEFAULT_ORDER,
        unverified=unverified,
        superseded=superseded,
        reference_set=reference_set,
        part=part,
    )
    print("\n".join(threshold_listing.lines(sampled, choice)))


@app.command()
def doctor(project: StartFolder = Path()) -> None:
    """Look at this machine: can reports be made here, and if not, what is missing."""
    from workbench.cli.doctor import examine, examined  # noqa: PLC0415 - slow

    checks = examine(checkout(project))
    print("\n".join(examined(checks)))
    raise typer.Exit(OK if all(look.passed for look in checks) else WRONG_USE)
