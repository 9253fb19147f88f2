import os

import pytest

from tests.scripting.bash import Bash, write_program


@pytest.fixture(scope="session")
def programs(tmp_path_factory):
    directory = tmp_path_factory.mktemp("programs")
    write_program(directory)
    return directory


@pytest.fixture
def bash(tmp_path, programs):
    if os.name == "nt":
        pytest.skip("there is no bash")
    return Bash(tmp_path, programs)
