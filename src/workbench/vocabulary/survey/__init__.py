"""The survey of gaps: questions, answers, conditions and rules."""
