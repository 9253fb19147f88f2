"""The README and the topics: commands print what is shown there, and what is made in them is fresh."""

import doctest
import re
from pathlib import Path

import pytest

from lrcalc.formats import FORMATS
from lrcalc.policies import POLICIES, policy_class
from lrcalc.topics import topic_title, topics
from tests.contract.examples import (
    ERROR,
    PAGES,
    ROOT,
    Example,
    environment,
    examples,
    run,
    run_here,
    with_made_parts,
)
from tests.profiles import is_thorough

EXAMPLES = [example for page in PAGES for example in examples(page)]
TEXTS = {page.name: page.read_text(encoding="utf-8") for page in PAGES}
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON_BLOCKS = [block for text in TEXTS.values() for block in PYTHON.findall(text)]


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return environment(tmp_path_factory.mktemp("bin"))


def exit_codes(example: Example) -> tuple[int, ...]:
    """Those that a command may end with: 1 where answers or a log are checked or a rate may never come."""
    if "--log" in example.command and "; " not in example.command:
        return (0, 1)
    if example.command.endswith("echo $?") or "; " in example.command or " | " in example.command:
        return (0,)
    if "--check" in example.command or "--when" in example.command:
        return (0, 1)
    return (2,) if any(map(ERROR.match, example.lines)) else (0,)


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{item.page}: {item.command}" for item in EXAMPLES])
def test_a_command_prints_what_the_page_shows(
    example: Example, settings: dict[str, str], tmp_path: Path
) -> None:
    # a shell and a start-up for each would take most of the time of the tests
    done = run(example.command, settings, tmp_path) if is_thorough() else run_here(example.command, tmp_path)
    done = done or run(example.command, settings, tmp_path)
    assert done.stderr == example.standard_error
    assert done.stdout == example.standard_output
    assert done.returncode in exit_codes(example)


@pytest.mark.parametrize("block", PYTHON_BLOCKS, ids=[block.splitlines()[-1] for block in PYTHON_BLOCKS])
def test_python_answers_what_the_page_shows(block: str) -> None:
    example = doctest.DocTestParser().get_doctest(block, {}, "page", "page", 0)
    report: list[str] = []
    results = doctest.DocTestRunner(verbose=False).run(example, out=report.append)
    assert results.attempted > 0
    assert results.failed == 0, "".join(report)


def test_no_example_is_left_out() -> None:
    shown = sum(len(re.findall(r"^\$ ", text, re.MULTILINE)) for text in TEXTS.values())
    assert len(EXAMPLES) == shown > 0
    prompts = sum(text.count(">>> ") for text in TEXTS.values())
    assert sum(block.count(">>> ") for block in PYTHON_BLOCKS) == prompts > 0


def test_the_front_page_is_short() -> None:
    assert len(TEXTS["README.md"].splitlines()) <= 250


def test_the_tables_of_policies_and_topics_are_fresh() -> None:
    assert with_made_parts(TEXTS["README.md"]) == TEXTS["README.md"]


@pytest.mark.parametrize("name", POLICIES)
def test_every_policy_is_shown_with_each_of_its_options(name: str) -> None:
    assert any(f"lrcalc {name} " in example.command for example in EXAMPLES)
    for parameter in policy_class(name).parameters().values():
        assert f"`{parameter.options[0]}`" in TEXTS["README.md"]
        for option in parameter.options:
            assert any(f"`{option}`" in text for text in TEXTS.values()), option


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_named(name: str) -> None:
    assert f"`{name}`" in TEXTS["README.md"]


@pytest.mark.parametrize("name", topics())
def test_a_topic_begins_with_its_title_and_names_no_machine(name: str) -> None:
    text = TEXTS[f"{name}.md"]
    assert text.startswith(f"# {topic_title(name)}\n")
    assert "/work/" not in text


def test_the_set_up_is_two_commands_and_both_are_checked() -> None:
    shown = re.findall(r"^```sh\n(.*?)^```$", TEXTS["README.md"], re.MULTILINE | re.DOTALL)
    commands = [line for block in shown for line in block.splitlines() if "venv .venv " in line]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert len(commands) == 2
    assert commands == [line.strip() for line in script if "venv .venv " in line]
    assert commands[0].endswith("lrcalc cosine --max 0.002 --min 0.0001 --T 5000")
    assert commands[1].endswith("python -m pytest -q")
