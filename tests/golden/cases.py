"""What is recorded: reports of the fictional countries, and of real data where they are there."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from once import folder_of_run, once

from golden.adapter import PROJECT, REPORTS, is_made, result
from golden.recording import Recording, record
from workbench.inputs.ingest import ingest
from workbench.store.state import KEY_BYTES, key_path

HERE = Path(__file__).parent
SHARED = PROJECT.parent / "shared"
MAPPINGS = PROJECT / "parameters" / "mappings"
AREAS = ("XAA", "XAB", "XAC", "XAD", "XAE", "XAF", "R-EXAMPLE", "WORLD")
# Tables of real data with a row for each site, area or visit, which may rest on one sample, are
# recorded as digests: the data are not part of the repository.
IN_DETAIL = (
    "areas",
    "area_shapes",
    "area_exposures",
    "sites",
    "site_thresholds",
    "site_trends",
    "visits",
)


@dataclass(frozen=True)
class Case:
    """One report of one area; `data` names the real data, empty for the fictional countries."""

    report: str
    area: str
    data: str = ""
    given: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Name of its files."""
        return self.named(self.report)

    def named(self, report: str) -> str:
        """Name of its files under another name of the report."""
        return ".".join(filter(None, (self.data, self.area, report)))

    def record(self, store: str) -> Recording:
        """Make the report and record it."""
        frames = result(self.report, self.area, store, self.given).frames()
        digested = IN_DETAIL if self.data else ()
        return record(frames, digested)


FICTIONAL = tuple(
    Case(report, area) for report in REPORTS for area in AREAS if is_made(report, area)
)
REAL = (
    Case("trends", "USA", "hubbard_brook"),
    Case("trends", "DEU", "helcom"),
    Case("soil_health", "DEU", "helcom"),
    Case("trends", "AUT", "gemas"),
    Case("soil_health", "AUT", "gemas"),
    Case(
        "health",
        "USA",
        "new_york",
        (
            "exposures=exposure_tce",
            "demography=share_aged_65",
            "confounders=share_owning_home",
        ),
    ),
)


def files_of(data: str, folder: Path) -> list[tuple[Path, str]]:
    """Files of real data, each with its mapping; what is worked out of them goes into `folder`."""
    files = SHARED / "data"
    if data == "new_york":
        links = _links_of_new_york(folder / "ny_neighbours.csv")
        return [
            (files / "ny_leukemia/NY8.csv", "ny_leukemia.yml"),
            (files / "ny_leukemia/ny_leukemia_tracts.geojson", "ny_leukemia_tracts.yml"),
            (links, "ny_leukemia_neighbours.yml"),
        ]
    file, mapping = {
        "hubbard_brook": (
            "hubbard_brook/HubbardBrook_ForestFloor_MetConc_W6.csv",
            "hubbard_brook.yml",
        ),
        "helcom": ("helcom_sediment/raw_sediment_data.csv", "helcom_sediment.yml"),
        "gemas": ("gemas/gemas.csv", "gemas.yml"),
    }[data]
    return [(files / file, mapping)]


def store_of(data: str, folder: Path) -> str:
    """Store of real data below `folder`; the fictional countries need none."""
    if not data:
        return "example"
    folder.mkdir(parents=True, exist_ok=True)
    for file, mapping in files_of(data, folder):
        ingest(file, MAPPINGS / mapping, folder / "store")
    key_path(folder / "store").write_bytes(bytes(KEY_BYTES))  # it draws what is hidden with others
    return str(folder / "store")


def kept_store(data: str) -> str:
    """Store of real data, made once a run of the tests."""
    return once(f"store of {data}", lambda: store_of(data, folder_of_run() / "golden" / data))


def stores(folder: Path) -> Callable[[str], str]:
    """What gives the store of data, each made once."""
    made: dict[str, str] = {}

    def of(data: str) -> str:
        if data not in made:
            made[data] = store_of(data, folder / (data or "example"))
        return made[data]

    return of


def _links_of_new_york(target: Path) -> Path:
    """Neighbours of the published list by the codes of the tracts, which the list numbers."""
    folder = SHARED / "reference" / "epi"
    with (folder / "ny_leukemia.csv").open(newline="", encoding="utf-8") as file:
        codes = {row["id"]: row["AREAKEY"] for row in csv.DictReader(file)}
    with (folder / "ny_leukemia_nb.csv").open(newline="", encoding="utf-8") as file:
        pairs = sorted({(codes[row["i"]], codes[row["j"]]) for row in csv.DictReader(file)})
    lines = ["tract,neighbour", *(f"{one},{other}" for one, other in pairs)]
    target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return target
