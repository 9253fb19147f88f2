"""Sentences with formulas in them: a formula is one piece, the names of quantities among its signs too."""

import pytest

from lrcalc.formats.mathematics import with_formulas


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "departs at learning rate = η_min + (η_max − η_min) × scale factor: it was",
            r"departs at $\text{learning rate} = \eta_{min} + (\eta_{max} - \eta_{min}) \times "
            r"\text{scale factor}$: it was",
        ),
        ("scale factor = (1 + cosine value) / 2.", r"$\text{scale factor} = (1 + \text{cosine value}) / 2$."),
        # in a sentence they are words
        (
            "the scale factor was given as the learning rate",
            "the scale factor was given as the learning rate",
        ),
        ("Calculate the learning rate η at the steps", r"Calculate the learning rate $\eta$ at the steps"),
    ],
)
def test_a_formula_is_one_piece_with_the_names_in_it(text, found):
    assert with_formulas(text, str) == found
