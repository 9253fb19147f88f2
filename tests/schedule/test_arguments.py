"""What a policy is called with in Python: it is taken, or refused with a ParameterError, and nothing else."""

import array
import copy
import pickle
from fractions import Fraction

import pytest

from lrcalc import Chain, Cosine, Exponential, Fixed, Formula, Multistep, Piecewise, Restarts, ScheduleError
from tests.policies import specimens

EVERY = [(name, field) for name in specimens.TYPED for field in specimens.make(name).parameters()]


class Scalar:
    """An array without dimensions, as of numpy: it has items to look through, and cannot be."""

    def __init__(self, text):
        self.text = text

    def __str__(self):
        return self.text

    def __len__(self):
        raise TypeError("len() of unsized object")

    def __iter__(self):
        raise TypeError("iteration over a 0-d array")

    def __contains__(self, item):
        raise TypeError("iteration over a 0-d array")

    def __bool__(self):
        return self.text == "1"


class Several(list):
    """An array with dimensions: it is neither true nor false."""

    def __bool__(self):
        raise ValueError("the truth value of an array is ambiguous")

    def __eq__(self, other):
        return self

    __hash__ = None


ODD = [
    None, True, False, Scalar("1"), Scalar("0.5"), Several([1, 2]), Several([]), [], (), "", {}, object(),
    b"1", 1j, [None], "5%", "-5%", "nan%", float("nan"), float("inf"), -1, 10**400, "1/0", "1/3",
    "1e999999999", "١",
]  # fmt: skip


@pytest.mark.parametrize(("name", "field"), EVERY)
def test_whatever_is_given_is_taken_or_refused(name, field):
    for given in ODD:
        try:
            made = specimens.make(name, **{field: given})
        except ScheduleError:
            continue
        made.at(3)
        assert pickle.loads(pickle.dumps(made)) == made
        assert hash(copy.deepcopy(made)) == hash(made)
        assert repr(made)


@pytest.mark.parametrize(("name", "field"), EVERY)
def test_none_is_the_default(name, field):
    own = specimens.make(name).parameters()[field]
    if own.is_required:
        with pytest.raises(ScheduleError, match="None"):
            specimens.make(name, **{field: None})
        return
    known = {key: value for key, value in specimens.TYPED[name].items() if key != field}
    made = []
    for more in ({field: None}, {}):
        try:
            made.append(type(specimens.make(name))(**known, **more))
        except ScheduleError as error:
            made.append(str(error))  # another parameter needs it
    assert made[0] == made[1]


def test_none_is_the_default_of_what_goes_around_too():
    ways = dict.fromkeys(("start", "shape", "mode", "ramp"))
    assert Cosine(max=1, T=10).after_warmup(3, **ways) == Cosine(max=1, T=10).after_warmup(3)


def test_a_number_may_be_an_array_without_dimensions_and_a_list_any_that_is_one():
    assert Cosine(max=Scalar("0.1"), T=Scalar("10")).at(5) == 0.05
    steps = Multistep(lr=1, milestones="30,60")
    for given in ([30, 60], (30, 60), iter([30, 60]), array.array("i", [30, 60]), range(30, 61, 30)):
        assert Multistep(lr=1, milestones=given) == steps
    assert Multistep(lr=1, milestones=Scalar("30")) == Multistep(lr=1, milestones=[30])
    assert Piecewise(values=array.array("d", [1, 0.5]), boundaries=array.array("i", [5])).at(5) == 0.5
    cut = Chain(Cosine(max=1, T=10), Fixed(lr=1), milestones=array.array("i", [5]))
    assert cut.rates([4, 5]) == [Cosine(max=1, T=10).at(4), 1.0]


def test_a_flag_is_true_or_false():
    stairs = Exponential(lr=1, gamma="0.5", decay_steps=2, staircase=True)
    for given in (1, "true", Scalar("1"), Fraction(1)):
        assert Exponential(lr=1, gamma="0.5", decay_steps=2, staircase=given) == stairs
    with pytest.raises(ScheduleError, match="--staircase: expected True or False, got 'perhaps'"):
        Exponential(lr=1, gamma="0.5", staircase="perhaps")


@pytest.mark.parametrize("given", [None, "fixed --lr 1", [Fixed(lr=1)], 5])
def test_what_is_no_schedule_is_no_part_of_a_chain(given):
    with pytest.raises(ScheduleError, match="expected schedules"):
        Chain(Cosine(max=1, T=5), given)


@pytest.mark.parametrize("given", [None, 5, ["t"]])
def test_what_is_no_text_is_no_formula(given):
    with pytest.raises(ScheduleError, match="expected a formula"):
        Formula(given)


def chain(last=2, **more):
    return Chain(Fixed(lr=1, T=3), Fixed(lr=last), **more)


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        (chain(), chain(milestones=3), chain(milestones=4)),
        (chain(), Chain(Fixed(lr="1", T="3"), Fixed(lr="2")), chain(last=3)),
        (Formula("t*W", W=3), Formula("t*W", W="3"), Formula("t*W", W=4)),
        (Formula("t", T=5), Formula("t", T="5"), Formula("t")),
        (Formula("t+1").with_floor(2), Formula("t+1").with_floor("2"), Formula("t+1").with_floor(3)),
    ],
)
def test_what_is_put_together_is_like_what_is_put_together_so(one, same, other):
    assert one == same
    assert len({one, same, copy.deepcopy(one), pickle.loads(pickle.dumps(one))}) == 1
    assert one != other
    known = {"Chain": Chain, "Fixed": Fixed, "Formula": Formula}
    assert eval(repr(one), known) == one


def test_a_quantity_that_there_is_not_is_a_key_error():
    derivation = Restarts(max=1, T0=10).derivation(5)
    assert "drops" not in derivation
    with pytest.raises(KeyError, match="drops"):
        derivation["drops"]


@pytest.mark.parametrize(
    ("ask", "name"),
    [
        (lambda made: made.summary(-1), "updates"),
        (lambda made: made.compare(made, -1), "end"),
        (lambda made: made.at(-1), "step"),
    ],
)
def test_a_number_of_steps_that_cannot_be_is_said_of_its_argument(ask, name):
    with pytest.raises(ScheduleError, match=f"^{name}: "):
        ask(Cosine(max=1, T=10))
