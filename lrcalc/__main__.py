"""The program: `python -m lrcalc`, and the command `lrcalc`."""

from __future__ import annotations

import gc
from typing import NoReturn


def run() -> NoReturn:
    """Import the command line and run it."""
    # What is imported makes many objects and leaves no garbage; looking for some is a tenth of the start.
    gc.disable()
    from lrcalc.command.main import main

    main()


if __name__ == "__main__":
    run()
