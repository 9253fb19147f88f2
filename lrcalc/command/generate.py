"""Write completions/ and the manual page anew: `python -m lrcalc.command.generate` in the clone."""

from pathlib import Path

from lrcalc.command.app import program_line
from lrcalc.reference.files import generated_files
from lrcalc.topics import topic_text, topics

ROOT = Path(__file__).parents[2]

if __name__ == "__main__":
    for name, text in generated_files(program_line(), {name: topic_text(name) for name in topics()}).items():
        (ROOT / name).write_text(text, encoding="utf-8", newline="\n")
        print(name)
