"""From a notebook to a page: the job, its parameters, run, rendering and publication."""

import sys

# The schema of notebooks loads a grammar of international addresses, which no notebook has: it
# takes each process a second to build.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
