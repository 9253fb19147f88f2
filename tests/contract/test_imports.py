"""What is imported when: the core takes the standard library alone, and Rich is for tables."""

import importlib
import subprocess
import sys
from importlib.resources import files

import pytest

import lrcalc
from lrcalc.policies import CLASS_NAMES, POLICIES
from lrcalc.schedule.policy import Policy
from tests.command.program import settings

COSINE = "cosine --max 0.002 --min 0.0001 --T 5000 --at 1250"


def modules_after(code):
    """The names of the modules that are imported once the code has run in a new interpreter."""
    code = f"{code}\nimport sys\nprint('\\n' + ' '.join(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=settings(), check=True
    )
    return set(result.stdout.splitlines()[-1].split())


def packages_after(code):
    return {name.partition(".")[0] for name in modules_after(code)}


def after_command(arguments):
    return f"""
import sys
sys.argv[1:] = {arguments.split()!r}
from lrcalc.command.main import main
try:
    main()
except SystemExit as end:
    assert end.code == 0, end.code
"""


@pytest.mark.parametrize(
    "code",
    [
        "import lrcalc; lrcalc.Cosine(max='0.002', min='0.0001', T=5000).at(1250)",
        "import lrcalc, lrcalc.policies; [getattr(lrcalc, name) for name in lrcalc.policies.CLASS_NAMES]",
        "from lrcalc import ParameterError, ScheduleError, Policy",
        "from lrcalc.sampling.trajectory import trajectory; from lrcalc import Cosine\n"
        "list(trajectory(Cosine(max=1, T=5000), [range(5001)]))",
    ],
)
def test_the_core_imports_the_standard_library_alone(code):
    outside = packages_after(code) - packages_after("pass") - set(sys.stdlib_module_names)
    assert outside == {"lrcalc"}


def test_import_lrcalc_alone_imports_no_policy():
    # but where the questions stand that it answers
    found = {name for name in modules_after("import lrcalc") if name.startswith("lrcalc.")}
    assert found == {"lrcalc.schedule", "lrcalc.schedule.asked"}


def test_typing_is_not_imported_before_the_program_runs():
    found = modules_after("import lrcalc.__main__") - modules_after("import gc, importlib, __future__")
    assert {name for name in found if not name.startswith("lrcalc")} == set()


@pytest.mark.parametrize("form", ["value", "csv", "tsv", "json", "jsonl", "markdown", "latex"])
def test_rich_is_not_imported_for_any_format_but_the_table(form):
    assert "rich" not in packages_after(after_command(f"{COSINE} -f {form}"))


def test_rich_is_imported_for_the_table():
    assert "rich" in packages_after(after_command(COSINE))


def test_a_run_imports_its_own_policy_and_format_alone():
    modules = modules_after(after_command(f"{COSINE} -f value"))
    policies = {f"lrcalc.policies.{name.replace('-', '_')}" for name in POLICIES}
    assert modules & policies == {"lrcalc.policies.cosine"}
    assert {name for name in modules if name.startswith("lrcalc.formats.")} == {
        "lrcalc.formats.value",
        "lrcalc.formats.row_text",
    }


def test_a_single_step_imports_nothing_that_is_for_many_or_for_the_formula_as_text():
    modules = modules_after(after_command(f"{COSINE} -f value"))
    large = {
        "lrcalc.sampling.blocks",
        "lrcalc.sampling.fixed_point",
        "lrcalc.sampling.two_processes",
        "lrcalc.schedule.formula",
    }
    assert not modules & large
    # nor what answers in prose and tables are made of
    assert not modules & {"lrcalc.report.blocks", "lrcalc.report.part", "lrcalc.terminal.ascii"}


def test_the_list_of_commands_imports_none_of_what_they_compute_with():
    found = {name for name in modules_after(after_command("--help")) if name.startswith("lrcalc.analysis.")}
    assert not found


@pytest.mark.parametrize("name", CLASS_NAMES)
def test_every_policy_can_be_imported_from_lrcalc(name):
    found = getattr(lrcalc, name)
    assert issubclass(found, Policy)
    assert found.__name__ == name
    assert found.name == CLASS_NAMES[name]
    assert (
        importlib.import_module(found.__module__).__name__
        == f"lrcalc.policies.{found.name.replace('-', '_')}"
    )


def test_the_class_names_are_those_of_the_list():
    assert list(CLASS_NAMES.values()) == list(POLICIES)
    assert CLASS_NAMES["OneCycle"] == "one-cycle"


def test_a_name_that_there_is_not_is_an_attribute_error():
    with pytest.raises(AttributeError, match="lrcalc"):
        _ = lrcalc.Cosin
    with pytest.raises(ImportError):
        exec("from lrcalc import Cosin")


def test_the_types_are_shipped():
    assert files("lrcalc").joinpath("py.typed").is_file()
