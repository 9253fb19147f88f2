"""`--show-completion` and `--install-completion`. That the shells then complete is in tests/completions."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lrcalc.reference.scripts import FILES
from tests.command.program import Result, assert_refused, run, settings
from tests.contract.test_imports import after_command, modules_after

COMPLETIONS = Path(__file__).parents[2] / "completions"


def install(home: Path, *shell: str, **environment: str) -> Result:
    own = {"HOME": str(home), "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": "", "ZDOTDIR": "", **environment}
    done = subprocess.run(
        [sys.executable, "-m", "lrcalc", "--install-completion", *shell],
        env=settings(**own),
        capture_output=True,
        encoding="utf-8",
    )
    return Result(done.returncode, done.stdout, done.stderr)


def files(home: Path) -> set[str]:
    return {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()}


@pytest.mark.parametrize("shell", FILES)
def test_the_script_that_is_shown_is_the_one_of_the_repository(shell):
    written = (COMPLETIONS / FILES[shell]).read_text(encoding="utf-8")
    assert run("--show-completion", shell) == Result(0, written, "")


@pytest.mark.parametrize(
    ("shell", "places"),
    [
        ("bash", {".local/share/lrcalc/completions/lrcalc.bash", ".bashrc"}),
        ("zsh", {".local/share/lrcalc/completions/_lrcalc", ".zshrc"}),
        ("fish", {".config/fish/completions/lrcalc.fish"}),
        ("pwsh", {".local/share/lrcalc/completions/lrcalc.ps1", ".config/powershell/profile.ps1"}),
    ],
)
def test_what_is_installed_where(shell, places, tmp_path):
    result = install(tmp_path, shell, PATH="")
    assert (result.code, result.err) == (0, "")
    assert files(tmp_path) == places
    assert all(str(tmp_path / place) in result.out for place in places)


def test_installing_again_changes_no_settings_and_renews_the_script(tmp_path):
    (tmp_path / ".bashrc").write_text("alias ll='ls -l'")
    install(tmp_path, "bash")
    script = tmp_path / ".local/share/lrcalc/completions/lrcalc.bash"
    settings_file, made = (tmp_path / ".bashrc").read_text(), script.read_text()
    assert settings_file.startswith("alias ll='ls -l'\n#")
    script.write_text("old")
    install(tmp_path, "bash")
    assert (tmp_path / ".bashrc").read_text() == settings_file
    assert script.read_text() == made


def test_a_home_with_a_space_in_its_name_is_quoted(tmp_path):
    home = tmp_path / "my home's η"
    home.mkdir()
    assert install(home, "bash").code == 0
    done = subprocess.run(
        ["bash", "--rcfile", str(home / ".bashrc"), "-ic", "complete -p lrcalc"],
        env=settings(HOME=str(home)),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.stdout == "complete -F _lrcalc lrcalc\n"


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["--show-completion", "tcsh"], ["expected one of bash, zsh, fish, powershell, got 'tcsh'"]),
        (["--install-completion", "tcsh"], ["got 'tcsh'"]),
        (["--install-completion", "zsh", "fish"], ["expected one shell or none, got more: 'fish'"]),
    ],
)
def test_what_is_no_shell_is_refused(arguments, names):
    assert_refused(run(*arguments), f"{arguments[0]}: ", *names)


def test_a_home_that_cannot_be_written_is_one_message(tmp_path):
    (tmp_path / "home").write_text("a file")
    assert_refused(install(tmp_path / "home", "bash"), "--install-completion", "cannot be written")


@pytest.mark.skipif(os.name == "nt", reason="there is no bash")
def test_without_a_name_it_is_the_shell_that_asks():
    command = f'"{sys.executable}" -m lrcalc --show-completion; true'
    done = subprocess.run(["bash", "-c", command], env=settings(), capture_output=True, encoding="utf-8")
    assert done.stdout == (COMPLETIONS / "lrcalc.bash").read_text(encoding="utf-8")


def test_the_help_of_the_program_names_both():
    page = run("--help").out
    assert "--install-completion" in page
    assert "--show-completion" in page


@pytest.mark.parametrize("arguments", ["cosine --max 1 --T 5 -f value", "--version", "cosine --max 1 --T 5"])
def test_an_ordinary_run_imports_nothing_of_this(arguments):
    modules = modules_after(after_command(arguments))
    assert not {name for name in modules if name.startswith("lrcalc.reference")}


def test_an_empty_home_is_refused(tmp_path):
    message = "--install-completion: expected HOME to be a directory, got nothing"
    assert_refused(install(tmp_path, "bash", HOME=""), message)
