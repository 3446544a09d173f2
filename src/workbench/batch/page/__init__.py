"""From a notebook to a page: the job, its parameters, run, rendering and publication."""
