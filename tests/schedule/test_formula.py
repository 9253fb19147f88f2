"""The formula lines of the policies, against the document's formulas written out by hand."""

import inspect

import pytest

from lrcalc.expression.notation import Notation
from lrcalc.policies import POLICIES, Cosine, Linear, OneCycle, Step, Warmup, policy_class
from lrcalc.schedule.formula import example, formula_lines, phases, scale_lines, title
from tests.policies import specimens

FORMULAS = {name: specimens.of(name).FORMULAS for name in POLICIES}


@pytest.mark.parametrize("name", FORMULAS)
def test_the_formula_is_that_of_the_document(name):
    assert formula_lines(example(policy_class(name))) == FORMULAS[name]


@pytest.mark.parametrize("name", POLICIES)
def test_the_docstring_shows_the_formula_the_program_computes(name):
    lines = [line.strip() for line in inspect.getdoc(policy_class(name)).splitlines()]
    for line in formula_lines(example(policy_class(name))):
        assert line in lines


def test_the_formula_does_not_depend_on_the_numbers():
    assert formula_lines(Cosine(max="1", min="2", T=3)) == FORMULAS["cosine"]
    assert formula_lines(Step(lr=1, step_size=1, gamma=3)) == FORMULAS["step"]


def test_a_phase_that_has_no_steps_has_no_line():
    without = [f"{FORMULAS['cosine'][0]} for t ≥ W"]
    assert formula_lines(Warmup(max=1, warmup=0, T=10)) == without
    assert formula_lines(Warmup(max=1, warmup=10, T=10)) == FORMULAS["warmup"][:1]
    assert formula_lines(Warmup(max=1, warmup=11, T=10)) == FORMULAS["warmup"][:1]
    without = FORMULAS["one-cycle"][1].replace("t > T₁", "t ≥ T₁")
    assert formula_lines(OneCycle(max=1, T1=0, T2=10)) == [without]
    assert formula_lines(OneCycle(max=1, T1=10, T2=0)) == FORMULAS["one-cycle"][:1]


def test_phases_are_named_once_in_order():
    assert [phase.name for phase in phases(Warmup(max=1, warmup=5, T=10))] == ["warm-up", "annealing"]
    assert len(list(phases(Step(lr=1, step_size=1)))) == 1


def test_the_title_gives_the_numbers_as_they_are_exactly():
    policy = Warmup(max="2e-3", min="1/3", warmup="10%", T="5k")
    assert title(policy) == "Warm-up, then cosine annealing: η_max = 0.002, η_min = 1/3, T = 5000, W = 500"
    assert title(Step(lr="1e-8", step_size="1_000")) == "Step decay: η_0 = 1e-08, s = 1000, γ = 0.1"


@pytest.mark.parametrize("name", POLICIES)
def test_the_example_gives_every_option_that_the_policy_requires(name):
    policy = policy_class(name)
    words = policy.example.split()
    given = dict(zip(words[::2], words[1::2]))
    made = example(policy)
    for key, parameter in policy.parameters().items():
        typed = next((given[option] for option in parameter.options if option in given), None)
        assert made.typed[key] == typed if parameter.is_required else typed in (None, made.typed.get(key))


def test_the_cosine_line_computes_with_the_text_it_shows():
    (phase,) = phases(Cosine(max="0.002", min="0.0001", T=5000))
    assert [Notation().text(quantity) for quantity in phase.quantities] == [
        "cos(π·t/T)",
        "(1 + cos(π·t/T)) / 2",
        "η_min + (η_max − η_min) × (1 + cos(π·t/T)) / 2",
    ]


def test_a_scale_factor_that_grows_as_the_rate_falls_is_told():
    assert scale_lines(Linear(max=1, T=10)) == ["Scale Factor: t / T, how much of the way down is over"]
    assert scale_lines(OneCycle(max=1, T1=5, T2=5)) == [
        "Scale Factor: rising, t / T₁, how much of the way up is over; "
        "falling, (t − T₁) / T₂, how much of the way down is over"
    ]
    assert scale_lines(Cosine(max=1, T=10)) == []
