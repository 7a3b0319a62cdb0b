"""The single repairs: each names one kind of damage and returns the edits that mend it."""
