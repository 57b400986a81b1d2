"""The command line."""

from simrecouv.cli.commands import main

__all__ = ["main"]
