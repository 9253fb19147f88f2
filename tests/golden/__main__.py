"""`python -m tests.golden`: how many rates that the frameworks computed are ours."""

from tests.golden.agreement import STATEMENTS, Figures, figures


def main() -> None:
    found = {framework: figures(framework) for framework in STATEMENTS}
    for framework, each in found.items():
        print(f"{framework}: {each}")
    print(f"all: {Figures(*map(sum, zip(*found.values())))}")


if __name__ == "__main__":
    main()
