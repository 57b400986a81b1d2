"""The life of an invoice under two policies, and which lever matters: tables, words and frames."""
