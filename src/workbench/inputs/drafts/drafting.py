"""A first mapping of an unknown file, with all that is not sure about it as comments."""

from __future__ import annotations

from pathlib import Path

from workbench.inputs.drafts.draft import FILL_IN, Draft
from workbench.inputs.drafts.draft_fields import draft_fields
from workbench.inputs.drafts.draft_values import draft_values
from workbench.inputs.drafts.header import look_for_header
from workbench.inputs.drafts.layouts import known_roles
from workbench.inputs.drafts.preview import Look, few
from workbench.inputs.drafts.recognition import Roles
from workbench.inputs.files.file_form import DELIMITERS, FileForm
from workbench.inputs.mapping.mapping import mapping_problems
from workbench.vocabulary.substances import languages_of


def draft_mapping(path: str | Path) -> str:
    """Look at an unknown file and write a first mapping of it.

    Parameters
    ----------
    path : str or Path
        CSV, Excel or Parquet file.

    Returns
    -------
    str
        YAML; what is not sure stands above its section, in lines that begin with `# ?`.

    Raises
    ------
    InputError
        If the file cannot be read at all.
    """
    look = look_for_header(Path(path))
    roles = known_roles(look)
    draft = Draft({"owner": "not stated", "licence": "not stated"})
    draft.doubt("owner", "whose data are they?")
    draft.doubt("licence", "what may be done with them?")
    _form(look, draft)
    draft_fields(look, roles, draft)
    draft_values(look, roles, draft)
    left = [column for column in look.columns if column not in roles.columns()]
    return f"{_heading(look, roles, left, mapping_problems(draft.content))}\n{draft.text()}"


def _form(look: Look, draft: Draft) -> None:
    """Write down how the file is written, where that is not the usual."""
    names = {sign: name for name, sign in DELIMITERS.items()}
    usual = FileForm().model_dump(mode="json")
    for key, found in look.form.model_dump(mode="json").items():
        if found != usual[key]:
            draft.put("file", key, names.get(found, found) if key == "delimiter" else found)
    for doubt in look.doubts:
        draft.doubt("file", doubt)


def _heading(look: Look, roles: Roles, left: list[str], problems: list[str]) -> str:
    """Comment at the top: what this is, what to do, and what was not understood."""
    n_rows = len(next(iter(look.columns.values()), []))
    lines = [
        f"First mapping of {few([look.name])}, made by looking at {n_rows} rows.",
        "Look through the lines that begin with `# ?`; then `workbench ingest` with it.",
        *([f"Its columns are those of {roles.layout}."] if roles.layout else []),
        f"Languages of the headings: {', '.join(_languages(roles)) or 'not recognised'}.",
    ]
    if problems:
        lines.append(f"Before it can be used ({FILL_IN}):")
        lines += [f"  - {problem}" for problem in problems]
    if left:
        lines.append(f"Columns that were not understood ({len(left)}): {few(left)}.")
    return "".join(f"# {''.join(c if c.isprintable() else ' ' for c in line)}\n" for line in lines)


def _languages(roles: Roles) -> list[str]:
    """Languages of headings and of names of substances."""
    named = [languages_of(heading.name) for heading in roles.values.values()]
    only = {next(iter(languages)) for languages in named if len(languages) == 1}
    return sorted(roles.languages | only)
