"""The sections of the reports: one study, one fit or one ledger in, one fragment of page out."""
