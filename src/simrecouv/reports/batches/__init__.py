"""Many reports in one call: made apart from each other, and only those that are missing."""
