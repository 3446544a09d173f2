"""Engine of papermill that writes a notebook once, not at the begin and end of each cell."""

from __future__ import annotations

from contextlib import ExitStack

from nbformat import NotebookNode
from papermill.engines import NBClientEngine, papermill_engines
from papermill.iorw import write_ipynb

NAME = "workbench-once"


class WriteOnceEngine(NBClientEngine):  # type: ignore[misc]  # papermill has no types
    """Engine that leaves writing to papermill, which writes a finished notebook anyway.

    Where the run ends with an error, and papermill would write nothing more, it writes what there
    is: a notebook of which some cells have run.
    """

    @classmethod
    def execute_notebook(
        cls, nb: NotebookNode, kernel_name: str, output_path: str | None = None, **options: object
    ) -> NotebookNode:
        """Run a notebook.

        Parameters
        ----------
        nb : NotebookNode
            The notebook.
        kernel_name : str
            Name of its kernel.
        output_path : str, optional
            Where it is written.
        **options
            As the engines of papermill take them.

        Returns
        -------
        NotebookNode
            The same, with outputs.
        """
        with ExitStack() as stack:
            stack.callback(_write_partial, nb, output_path)
            made: NotebookNode = super().execute_notebook(
                nb, kernel_name, output_path=None, autosave_cell_every=0, **options
            )
            stack.pop_all()
        return made


def _write_partial(notebook: NotebookNode, path: str | None) -> None:
    """Write a notebook whose run ended early; papermill says that all of its cells are done."""
    running = None
    for cell in notebook.cells:
        state = cell.metadata.get("papermill", {})
        if not state.get("start_time"):
            state["status"] = "pending"
        else:
            running = state
    if running is not None:
        running["status"] = "failed"
    if path:
        write_ipynb(notebook, path)


def register_engine() -> str:
    """Register the engine with papermill.

    Returns
    -------
    str
        Name that `execute_notebook` takes as `engine_name`.
    """
    papermill_engines.register(NAME, WriteOnceEngine)
    return NAME
