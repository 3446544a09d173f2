"""Surveys: the questionnaire, and what survey tools export of its answers."""
