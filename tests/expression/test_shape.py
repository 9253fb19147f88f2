"""What the shape of a formula tells of it."""

from lrcalc.expression import PI, STEP, cosine, floor
from lrcalc.expression.shape import argument


def test_a_formula_depends_on_the_step_through_its_innermost_part_alone():
    since = STEP - 50 * floor(STEP / 50)
    assert argument(1 + cosine(PI * (STEP / 50))) is STEP
    # within a phase ⌊t/50⌋ stands
    assert argument(cosine(PI * since / 50)) is STEP
