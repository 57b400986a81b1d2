"""The tables and sentences of the notebooks, one question each."""
