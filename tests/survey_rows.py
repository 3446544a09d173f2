"""Rows that the export of a survey tool gives, without a store."""

from workbench.inputs.surveys.export_file import read_export
from workbench.inputs.surveys.responses import gather
from workbench.inputs.surveys.survey_intake import responses_of


def read_responses(file, mapping):
    """Rows of the table `responses`."""
    return responses_of(gather(read_export(file, mapping), mapping))
