"""The files of a report: an executed notebook in, a file out."""
