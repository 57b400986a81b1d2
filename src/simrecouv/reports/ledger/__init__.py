"""The sections that speak of a real ledger: what was read, what is owed, who pays how, the fit."""
