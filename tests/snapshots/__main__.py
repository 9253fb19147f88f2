"""`python -m tests.snapshots [NAME…]`: write the snapshots anew."""

import argparse

from tests.snapshots import DIRECTORY, SNAPSHOTS, path_of


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.snapshots", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="; ".join(SNAPSHOTS))
    names = parser.parse_args().names or list(SNAPSHOTS)
    if strangers := set(names) - set(SNAPSHOTS):
        parser.error(f"expected names of snapshots, got {', '.join(sorted(strangers))}")
    for name in names:
        path_of(name).write_text(SNAPSHOTS[name](), encoding="utf-8")
    for path in DIRECTORY.glob("*.txt"):
        if path.stem not in SNAPSHOTS:
            path.unlink()


if __name__ == "__main__":
    main()
