"""The program: `python -m lrcalc`, and the command `lrcalc`."""

from __future__ import annotations

import gc
import os
import sys

# typing, too, is imported within run(), while no garbage is looked for
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def run() -> NoReturn:
    """Import the command line, run it, and leave."""
    # What is imported makes many objects and leaves no garbage; looking for some is a tenth of the start.
    gc.disable()
    from lrcalc.command.main import main

    # what was imported stays; looking for garbage is seldom worth its time later, too
    gc.freeze()
    gc.set_threshold(100_000)
    gc.enable()
    try:
        main()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        # all is written: to take the interpreter apart object by object would be time for nothing
        os._exit(end.code if isinstance(end.code, int) else 0)


if __name__ == "__main__":
    run()
