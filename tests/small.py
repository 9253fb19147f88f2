"""Every policy with few steps and random parameters, for tests that go through all of its steps."""

from importlib import import_module

from hypothesis import strategies as some

from lrcalc.policies import POLICIES, policy_class

MOST = 60
# imported before anything is drawn: they have @given tests, which Hypothesis does not want nested
SPECIMENS = {name: import_module(f"tests.policies.test_{name.replace('-', '_')}") for name in POLICIES}


class Small:
    """Random numbers as a policy's test file draws them, none of them large."""

    def __init__(self, chance):
        self.chance = chance

    def randint(self, low, high):
        return self.chance.randint(low, min(high, max(low, MOST)))

    def __getattr__(self, name):
        return getattr(self.chance, name)


@some.composite
def schedules(draw, name=None):
    """A policy, now and then after a warm-up, and a step beyond which there is little new."""
    name = name or draw(some.sampled_from(POLICIES))
    chance = Small(draw(some.randoms(use_true_random=True)))
    parameters, last = SPECIMENS[name].random_parameters(chance)
    policy = policy_class(name)(**parameters)
    if "warmup" not in policy.parameters() and draw(some.integers(0, 3)) == 0:
        warmup = draw(some.integers(0, 20))
        policy, last = policy.after_warmup(warmup), last + warmup
    return policy, min(last if policy.total is None else policy.total, 4 * MOST)


def rates(policy, last):
    """The rates at the steps from 0 to the last."""
    return [policy.at(step) for step in range(last + 1)]
