"""The command line: Typer reads it, and everything it says is printed from here."""

import gc

# What is imported next makes many objects and leaves no garbage; looking for some is a tenth of the
# start. The program turns it on again before it does anything.
gc.disable()
