"""Install the workbench from a folder of wheels alone, and make a page: `make wheel-check`.

Everything happens in a folder of its own, with an environment that is made there. `--no-index` and
a proxy that nobody answers see to it that the network is asked for nothing.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NOWHERE = "http://127.0.0.1:9"
AREA = "XAB"


def main() -> None:
    """Install, ask `doctor`, make a page, and print how long each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheels", type=Path, help="folder of wheels")
    wheels = parser.parse_args().wheels.resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ}
        environment = {**kept, "HOME": name, "HTTP_PROXY": NOWHERE, "HTTPS_PROXY": NOWHERE}
        environment["PIP_CONFIG_FILE"] = os.devnull
        python, project = folder / "env" / "bin" / "python", folder / "soil-reports"
        workbench = [str(python), "-m", "workbench"]
        install = ["install", "--quiet", "--no-index", "--find-links", str(wheels), "workbench"]
        for title, command, cwd in (
            ("environment", [sys.executable, "-m", "venv", str(folder / "env")], folder),
            ("install", [str(python), "-m", "pip", *install], folder),
            ("init", [*workbench, "init", str(project)], folder),
            ("doctor", [*workbench, "doctor"], project),
            ("page", [*workbench, "run", "trends", AREA], project / "notebooks"),
        ):
            begun = time.perf_counter()
            subprocess.run(command, cwd=cwd, env=environment, check=True)
            print(f"{title}: {time.perf_counter() - begun:.1f} s")
        page = project / "outputs" / "run" / AREA / "trends.html"
        print(f"{page.name}: {page.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
