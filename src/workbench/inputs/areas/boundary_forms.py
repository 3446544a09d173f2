"""Forms of geographic files besides plain layers: TopoJSON, a ZIP, OGC SensorThings."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import BadZipFile, ZipFile, is_zipfile

import numpy as np

from workbench.errors import InputError

LARGEST_UNPACKED = 2**30
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
WHOLE = (".shp", ".gpkg", ".fgb", ".geojson")
BESIDE = ("__macosx/", ".")
ZIP = ".zip"
Arc = np.ndarray


def holds_boundaries(path: Path) -> bool:
    """Whether a file is a ZIP with a layer of areas in it, as portals give shapefiles."""
    if path.suffix.lower() != ZIP or not is_zipfile(path):
        return False
    with ZipFile(path) as archive:
        return bool(_layers(archive))


@contextmanager
def unzipped(path: Path) -> Iterator[Path]:
    """Give the layer of areas of a ZIP as a file, for as long as it is read.

    Parameters
    ----------
    path : Path
        A ZIP with one shapefile, GeoPackage, FlatGeobuf or GeoJSON; other files are not unpacked.

    Yields
    ------
    Path
        The file, with those that belong to it beside it.

    Raises
    ------
    InputError
        If it holds several layers of areas, is damaged, or unpacks to more than 1 GiB.
    """
    with TemporaryDirectory() as folder, ZipFile(path) as archive:
        layers = _layers(archive)
        if len(layers) != 1:
            raise InputError(
                f"{path.name} holds {len(layers)} layers of areas ({', '.join(layers)}). "
                "Give the one that is meant in a ZIP of its own."
            )
        wanted = layers[0]
        stem = wanted[: -len(Path(wanted).suffix)]
        names = [one for one in archive.namelist() if one[: -len(Path(one).suffix) or None] == stem]
        chosen = [one for one in names if one == wanted or one.lower().endswith(PARTS)]
        if sum(archive.getinfo(one).file_size for one in chosen) > LARGEST_UNPACKED:
            raise InputError(f"{path.name} unpacks to more than 1 GiB. Give the file unpacked.")
        made = Path(folder) / f"layer{Path(wanted).suffix.lower()}"
        try:
            for one in chosen:
                with archive.open(one) as packed:
                    target = made.with_suffix(Path(one).suffix.lower())
                    with target.open("wb") as file:
                        shutil.copyfileobj(packed, file)
        except (BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
            raise InputError(f"{path.name} is damaged or locked ({error}).") from None
        yield made


def _layers(archive: ZipFile) -> list[str]:
    """Names of the layers of areas in a ZIP."""
    return sorted(
        name
        for name in archive.namelist()
        if name.lower().endswith(WHOLE)
        and not name.lower().startswith(BESIDE)
        and not Path(name).name.startswith(".")
    )


def collection_of_topology(name: str, content: Mapping[str, Any], layer: str) -> dict[str, Any]:
    """Turn TopoJSON into a FeatureCollection of GeoJSON.

    Parameters
    ----------
    name : str
        Name of the file, for messages.
    content : mapping
        The topology.
    layer : str
        Name of the object with the areas; empty where there is one.

    Returns
    -------
    dict
        FeatureCollection in degrees, as TopoJSON has no other system.

    Raises
    ------
    InputError
        If it has several objects and none is named, or an arc that is not there.

    References
    ----------
    .. [1] M. Bostock, C. Metcalf, "The TopoJSON Format Specification," 2017,
       github.com/topojson/topojson-specification.

    Examples
    --------
    >>> square = [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]
    >>> area = {"type": "Polygon", "arcs": [[0]], "properties": {"code": "A"}}
    >>> found = collection_of_topology(
    ...     "a.json", {"arcs": square, "objects": {"areas": area}}, ""
    ... )
    >>> found["features"][0]["geometry"]["coordinates"][0][2]
    [2.0, 2.0]
    """
    objects = content.get("objects")
    known = objects if isinstance(objects, dict) else {}
    if layer not in known and (layer or len(known) != 1):
        raise InputError(
            f"{name} has no object {layer!r}. "
            f"Name one in the mapping (file.sheet): {', '.join(known)}."
        )
    chosen = known[layer or next(iter(known))]
    listed = chosen.get("geometries", [chosen])
    try:
        arcs = _arcs(content)
        features = [_feature(one, arcs) for one in listed]
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise InputError(f"{name} is no TopoJSON that can be read ({error}).") from None
    return {"type": "FeatureCollection", "features": features}


def _arcs(content: Mapping[str, Any]) -> list[Arc]:
    """Arcs in degrees; those of a transform are steps of whole numbers."""
    how = content.get("transform")
    if not how:
        return [np.asarray(arc, dtype=float)[:, :2] for arc in content["arcs"]]
    scale, translate = (np.asarray(how[key], dtype=float) for key in ("scale", "translate"))
    steps = (np.asarray(arc, dtype=float)[:, :2] for arc in content["arcs"])
    return [np.cumsum(arc, axis=0) * scale + translate for arc in steps]


def _feature(one: Mapping[str, Any], arcs: Sequence[Arc]) -> dict[str, Any]:
    """Feature of a geometry of TopoJSON."""
    kind, properties = one.get("type"), dict(one.get("properties") or {})
    if "id" in one:
        properties.setdefault("id", one["id"])
    shape: dict[str, Any] | None = {"type": kind}
    if kind == "Polygon":
        shape = {"type": kind, "coordinates": [_ring(ring, arcs) for ring in one["arcs"]]}
    elif kind == "MultiPolygon":
        parts = [[_ring(ring, arcs) for ring in polygon] for polygon in one["arcs"]]
        shape = {"type": kind, "coordinates": parts}
    elif kind is None:
        shape = None
    return {"type": "Feature", "properties": properties, "geometry": shape}


def _ring(numbers: Sequence[int], arcs: Sequence[Arc]) -> list[list[float]]:
    """Points of a ring; ~n is arc n from its end, and two arcs share the point they meet in."""
    drawn = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
    points = [arc[place > 0 :] for place, arc in enumerate(drawn)]
    return [[float(x), float(y)] for x, y in np.concatenate(points)]


# What an observation of OGC SensorThings says, by the column that it becomes and where it is.
OF_OBSERVATION = {
    "site": ("FeatureOfInterest", "name"),
    "station": ("Datastream", "Thing", "name"),
    "date": ("phenomenonTime",),
    "analyte": ("Datastream", "ObservedProperty", "name"),
    "result": ("result",),
    "unit": ("Datastream", "unitOfMeasurement", "symbol"),
    "quality": ("resultQuality",),
}
COUNT, NEXT = "@iot.count", "@iot.nextLink"


def collection_of_observations(name: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """Features of an answer of OGC SensorThings, an observation each.

    Parameters
    ----------
    name : str
        Name of the file, for messages.
    content : mapping
        JSON of observations with their datastream, or of datastreams with their observations.

    Returns
    -------
    dict
        A FeatureCollection; it has no features where the answer holds no observations.

    Raises
    ------
    InputError
        If the service announces more than came, or another page of them.
    """
    features: list[dict[str, Any]] = []
    _refuse_parts(name, content, "", len(content["value"]))
    for one in content["value"]:
        streamed = one.get("Observations") if isinstance(one, dict) else None
        if isinstance(streamed, list):
            _refuse_parts(name, one, "Observations", len(streamed))
            own = [{**seen, "Datastream": one} for seen in streamed if isinstance(seen, dict)]
        else:
            own = [one] if isinstance(one, dict) and "result" in one else []
        features += map(_observed, own)
    return {"type": "FeatureCollection", "features": features}


def _refuse_parts(name: str, content: Mapping[str, Any], what: str, n_rows: int) -> None:
    """Refuse an answer of which the service has more."""
    announced = content.get(f"{what}{COUNT}", n_rows)
    if announced != n_rows or f"{what}{NEXT}" in content:
        more = f"announces {announced}" if announced != n_rows else f"has another page ({NEXT})"
        raise InputError(
            f"{name} holds {n_rows} {what or 'entries'}, and the service {more}. "
            "Get all pages ($top and $skip) and join their `value`, so that no row is lost."
        )


def _observed(one: Mapping[str, Any]) -> dict[str, Any]:
    """Feature of one observation, at the place of its feature of interest or of its thing."""
    properties = {column: _within(one, path) for column, path in OF_OBSERVATION.items()}
    properties["date"] = str(properties["date"] or "").partition("/")[0]  # of an interval the start
    further = one.get("parameters")
    properties |= further if isinstance(further, dict) else {}
    located = _within(one, ("Datastream", "Thing", "Locations"))
    thing = located[0].get("location") if _are_objects(located) else None
    place = _within(one, ("FeatureOfInterest", "feature")) or thing
    place = place.get("geometry", place) if isinstance(place, dict) else None
    said = {key: value for key, value in properties.items() if value not in (None, "")}
    return {"type": "Feature", "properties": said, "geometry": place}


def _are_objects(found: object) -> bool:
    """Whether a part is a list that begins with an object."""
    return isinstance(found, list) and bool(found) and isinstance(found[0], dict)


def _within(one: Mapping[str, Any], path: tuple[str, ...]) -> Any:  # noqa: ANN401 - any JSON
    """Part of nested objects; None where one of them is not there."""
    found: Any = one
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found
