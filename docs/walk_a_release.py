"""Walk from 100 random numbers of a release to source rows, parameters and code, by Python alone.

python walk_a_release.py FOLDER
"""

import csv
import json
import random
import sys
from pathlib import Path

folder, walked = Path(sys.argv[1]), []
crate = json.loads((folder / "ro-crate-metadata.json").read_text("utf-8"))
things = {one["@id"]: one for one in crate["@graph"]}
for action in [one for one in things.values() if one["@type"] == "CreateAction"]:
    files = {Path(one["@id"]).name: folder / one["@id"] for one in action["result"]}
    given = [things[one["@id"]] for one in action["object"]]
    code = things[action["instrument"]["@id"]]
    results = json.loads(
        next(files[n] for n in files if n.endswith(".results.json")).read_text("utf-8")
    )
    if "lineage.csv" not in files:
        continue
    with files["lineage.csv"].open(encoding="utf-8", newline="") as file:
        origins = {(line["table"], line["row"].lstrip("'")): line for line in csv.DictReader(file)}
    for finding in results["findings"]:
        for cell in finding["evidence"]:
            row = results["tables"][cell["table"]]["rows"][cell["row"]]  # the row of the table
            number, origin = row[cell["column"]], origins[cell["table"], cell["row"]]
            if isinstance(number, int | float):
                parameters = {one["name"]: one["value"] for one in given if "value" in one}
                walked.append((finding["id"], number, origin, parameters, code["version"]))
for name, number, origin, parameters, version in random.sample(walked, min(100, len(walked))):
    rows = f"{origin['n_rows']} rows of {origin['source_file']} ({origin['source_rows'][:40]})"
    print(f"{number:<12} {name}: {rows}; {len(parameters)} parameters; workbench {version}")
