"""Forms in which boundary files come besides plain layers: TopoJSON, and a shapefile in a ZIP."""

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
