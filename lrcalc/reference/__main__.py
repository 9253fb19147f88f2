"""Write completions/ and the manual page anew: `python -m lrcalc.reference` in the clone."""

from pathlib import Path

from lrcalc.reference.files import generated_files

ROOT = Path(__file__).parents[2]

if __name__ == "__main__":
    for name, text in generated_files().items():
        (ROOT / name).write_text(text, encoding="utf-8", newline="\n")
        print(name)
