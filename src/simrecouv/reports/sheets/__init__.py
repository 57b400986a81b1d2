"""The tables of a workbook: frames with their units, and the words of their columns."""
