"""`python -m lrcalc`."""

from lrcalc.command.main import main

if __name__ == "__main__":
    main()
