"""The trends report: whether contaminants rise or fall, where, and above which threshold."""
