"""The curves that `lrcalc compare` draws over one another, in the terminal and into a file."""

import pytest

from lrcalc.pictures.curve import curve
from lrcalc.pictures.file import save
from lrcalc.policies import Cosine, Linear
from tests.command.program import run
from tests.command.test_compare import BOTH, COSINE, LINEAR
from tests.pictures.drawing import drawing_in


def test_the_curves_over_one_another_with_a_legend():
    out = run(*BOTH, "--at", "2500", "--plot").out
    legend = f"\n\n1  {COSINE}\n2  {LINEAR}\n"
    assert out.endswith(legend)
    drawing = drawing_in(out.removesuffix(legend))
    assert drawing.titles == ("Learning Rate", "Steps")
    signs = "".join(drawing.rows)
    assert min(signs.count("1"), signs.count("2")) > 2


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_the_picture_has_a_line_and_a_name_for_each(ending, tmp_path):
    pytest.importorskip("matplotlib")
    path = tmp_path / f"both.{ending}"
    result = run(*BOTH, "--at", "0", "--save", str(path))
    assert (result.code, result.err) == (0, "")
    assert path.stat().st_size > 1000
    # the table is the same as without it
    assert result.out == run(*BOTH, "--at", "0").out


def test_the_picture_is_drawn_through_a_thousand_points(tmp_path):
    path, other = tmp_path / "both.svg", tmp_path / "other.svg"
    assert run(*BOTH, "--save", str(path)).code == 0
    save(
        [curve(policy(max="0.002", T=5000), [], 1000) for policy in (Cosine, Linear)],
        str(other),
        list(BOTH[1:]),
    )
    assert path.read_bytes() == other.read_bytes()
