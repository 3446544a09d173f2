"""What a batch is told of our reports."""

from workbench.cli.report_set import DRIVES, MADE_OF, PACKAGE, SoilReports, readings_of


def test_whatever_the_package_holds_makes_pages_again():
    example = PACKAGE / "example_store"  # counts as any store does, by the tables that a page reads
    apart = {example, *(PACKAGE / folder for folder in DRIVES)}
    files = {path for path in PACKAGE.rglob("*") if path.is_file() and not apart & {*path.parents}}
    assert {path.suffix for path in files} - {".pyc", ".workbench-key"} <= MADE_OF


ANSWERS = ("responses", "frame", "legislation", "soilex_records", "own_thresholds")


def test_a_gaps_page_reads_its_own_measurements_and_the_answers_of_all():
    assert readings_of("gaps", "NOR") == (
        (ANSWERS, "WORLD"),
        (("measurements",), "NOR"),
    )
    assert readings_of("gaps", "WORLD") == ((ANSWERS, "WORLD"),)
    assert readings_of("trends", "NOR") == (
        (("measurements", "control_samples", "own_thresholds"), "NOR"),
    )


def test_a_report_on_one_country_is_not_made_of_a_region():
    assert SoilReports().can_be_about("health", "XAA")
    assert not SoilReports().can_be_about("health", "R-EXAMPLE")
    assert SoilReports().can_be_about("trends", "R-EXAMPLE")
