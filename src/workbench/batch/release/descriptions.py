"""What a release says of itself to machines: a catalogue record (DCAT) and an RO-Crate.

By the crate a number is followed to what it was made from: a finding names cells of tables in
results.json, `lineage.csv` beside the tables names the rows of sources that a row rests on, and the
action that made a report names its sources, parameters and code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from workbench import __version__
from workbench.store.plain_files import hash_of
from workbench.vocabulary.places import place_name
from workbench.words.wording import words_of

CRATE, CATALOGUE = "ro-crate-metadata.json", "catalogue.jsonld"
MEDIA = {
    ".html": "text/html",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}
NAMES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
CRATE_CONTEXT = "https://w3id.org/ro/crate/1.1/context"
CRATE_PROFILE = "https://w3id.org/ro/crate/1.1"
CODE = "#code"
About = tuple[str, str, str]  # publisher, commit of the code, time of the release
Content = Mapping[str, Any]


def catalogue_record(folder: Path, pages: Sequence[Content], about: About) -> dict[str, Any]:
    """Describe a release as a catalogue of data sets, a report of an area each.

    Parameters
    ----------
    folder : Path
        The release.
    pages : sequence of mapping
        Content of each results.json.
    about : tuple of str
        Publisher, commit and time.

    Returns
    -------
    dict
        JSON-LD of a dcat:Catalog.

    References
    ----------
    .. [1] R. Albertoni et al., "Data Catalog Vocabulary (DCAT) - Version 3," W3C, 2024,
       www.w3.org/TR/vocab-dcat-3.
    """
    publisher, _, at = about
    by = {"dct:publisher": {"@type": "foaf:Agent", "foaf:name": publisher}} if publisher else {}
    return {
        "@context": NAMES,
        "@id": "",
        "@type": "dcat:Catalog",
        "dct:title": words_of().plain("index-title"),
        "dct:issued": {"@type": "xsd:dateTime", "@value": at},
        **by,
        "dcat:dataset": [_data_set(folder, one, at) | by for one in pages],
    }


def _data_set(folder: Path, content: Content, at: str) -> dict[str, Any]:
    """Describe a report of an area."""
    area, report = content["area"], content["report"]
    return {
        "@id": f"#{area}/{report}",
        "@type": "dcat:Dataset",
        "dct:identifier": f"{area}/{report}",
        "dct:title": f"{words_of().code('report', report)}, {place_name(area)}",
        "dct:description": _headline(content),
        "dct:issued": {"@type": "xsd:dateTime", "@value": at},
        "dct:language": "en",
        "dct:spatial": {"@type": "dct:Location", "dct:identifier": area},
        **_span(content["data"]["years"]),
        "dcat:distribution": [_distribution(folder, name) for name in _files(folder, content)],
    }


def _span(years: Sequence[int] | None) -> dict[str, Any]:
    """Years of the data; nothing where there are none."""
    if not years:
        return {}
    first, last = ({"@type": "xsd:gYear", "@value": str(years[place])} for place in (0, -1))
    span = {"@type": "dct:PeriodOfTime", "dcat:startDate": first, "dcat:endDate": last}
    return {"dct:temporal": span}


def _distribution(folder: Path, name: str) -> dict[str, Any]:
    """Describe a file of a report."""
    path = folder / name
    return {
        "@type": "dcat:Distribution",
        "dct:title": path.name,
        "dcat:downloadURL": {"@id": name},
        "dcat:mediaType": MEDIA[path.suffix],
        "dcat:byteSize": path.stat().st_size,
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": hash_of(path),
        },
    }


def _headline(content: Content) -> str:
    """First sentence of a report."""
    return str(content["findings"][0]["sentence"]) if content["findings"] else ""


def _files(folder: Path, content: Content) -> list[str]:
    """Files of a report in a release: its page, results, tables and other forms."""
    area, report = content["area"], content["report"]
    page = "index" if report == "country" else report
    beside = [*(folder / area).glob(f"{report}.*"), folder / area / f"{page}.html"]
    found = {*beside, *(folder / area / report).glob("*.csv")}
    return sorted(path.relative_to(folder).as_posix() for path in found if path.is_file())


def crate(folder: Path, pages: Sequence[Content], about: About) -> dict[str, Any]:
    """Describe a release as an RO-Crate: its files, and how each report was made.

    Parameters
    ----------
    folder : Path
        The release; its sums and this file are not described.
    pages : sequence of mapping
        Content of each results.json.
    about : tuple of str
        Publisher, commit and time.

    Returns
    -------
    dict
        JSON-LD of the crate.

    References
    ----------
    .. [1] P. Sefton et al., "RO-Crate Metadata Specification 1.1.3," 2023.
       doi:10.5281/zenodo.7867028
    """
    publisher, commit, at = about
    names = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    licences = {one["licence"] for page in pages for one in page["data"]["sources"]} - {""}
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": words_of().plain("index-title"),
        "description": words_of().plain("crate-description"),
        "datePublished": at,
        "license": ", ".join(sorted(licences)) or words_of().plain("page-none"),
        "hasPart": [{"@id": name} for name in names],
        "mentions": [{"@id": _action(one)} for one in pages],
        **({"publisher": {"@id": "#publisher"}} if publisher else {}),
    }
    described = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": CRATE_PROFILE},
    }
    code = {
        "@id": CODE,
        "@type": "SoftwareSourceCode",
        "name": "workbench",
        "version": __version__,
        **({"identifier": commit} if commit else {}),
    }
    graph: list[dict[str, Any]] = [described, root, code, *_agents(publisher)]
    graph += [_file(folder, name) for name in names]
    for one in pages:
        graph += _made(folder, one)
    unique = {str(one["@id"]): one for one in graph}
    return {"@context": CRATE_CONTEXT, "@graph": [*unique.values()]}


def _agents(publisher: str) -> Iterator[dict[str, Any]]:
    """Describe who publishes."""
    if publisher:
        yield {"@id": "#publisher", "@type": "Organization", "name": publisher}


def _file(folder: Path, name: str) -> dict[str, Any]:
    """Describe a file."""
    path = folder / name
    return {
        "@id": name,
        "@type": "File",
        "name": path.name,
        "encodingFormat": MEDIA[path.suffix],
        "contentSize": str(path.stat().st_size),
        "sha256": hash_of(path),
    }


def _action(content: Content) -> str:
    """Name what made a report."""
    return f"#made/{content['area']}/{content['report']}"


def _made(folder: Path, content: Content) -> Iterator[dict[str, Any]]:
    """Describe how a report was made: from which sources, with which parameters, by which code."""
    action = _action(content)
    sources = content["data"]["sources"]
    given = content["parameters"]
    yield {
        "@id": action,
        "@type": "CreateAction",
        "name": f"{content['report']} {content['area']}",
        "instrument": {"@id": CODE},
        "object": [
            *({"@id": f"#source/{one['file']}"} for one in sources),
            *({"@id": f"{action}/{name}"} for name in given),
        ],
        "result": [{"@id": name} for name in _files(folder, content)],
        "description": ", ".join(f"{name} {one}" for name, one in content["versions"].items()),
    }
    for one in sources:
        sha = {"sha256": one["sha256"]} if one["sha256"] else {}
        about = {"license": one["licence"], "creator": one["owner"], "description": one["mapping"]}
        yield {"@id": f"#source/{one['file']}", "@type": "CreativeWork", "name": one["file"]} | (
            {key: value for key, value in about.items() if value} | sha
        )
    for name, one in given.items():
        yield {
            "@id": f"{action}/{name}",
            "@type": "PropertyValue",
            "name": name,
            "value": one["value"],
            "description": one["origin"],
        }
