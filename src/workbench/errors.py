"""What can go wrong, in words for an analyst: what is wrong and what would be right."""


class WorkbenchError(Exception):
    """Anything that a user of the workbench can mend; the command shows it without a traceback."""


class ParameterError(WorkbenchError):
    """A parameter has an unknown name or a value that does not fit."""


class InputError(WorkbenchError):
    """A file, a mapping or a row of it cannot be used."""


class UnitError(InputError):
    """A unit is unknown or measures something else."""


class StoreError(WorkbenchError):
    """A store is missing, damaged or of another version."""


class VocabularyError(WorkbenchError):
    """A code or a name is not in the vocabulary."""


class SeriesError(WorkbenchError):
    """A series has a shape that the method does not take."""


class ReportError(WorkbenchError):
    """A report could not be made."""


class WordsError(WorkbenchError):
    """The catalogue of a language lacks a message, or holds one that cannot be used."""
