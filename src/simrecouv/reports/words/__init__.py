"""The words of the reports, in both languages; `simrecouv.vocabulary.typography` says them."""
