"""Write the store of the fictional countries anew: `python -m examples [FOLDER]`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from examples.store import write
from workbench.store.index import EXAMPLE_FOLDER

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE_FOLDER
    if folder == EXAMPLE_FOLDER:
        shutil.rmtree(folder, ignore_errors=True)
    write(folder)
