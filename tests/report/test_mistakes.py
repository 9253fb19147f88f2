"""The list of all mistakes: whatever can be named stands on it."""

import re

import pytest

from lrcalc.marking.evidence import Evidence
from lrcalc.policies import POLICIES, policy_class
from lrcalc.report.mistakes import mistakes_markdown
from lrcalc.schedule.formula import example
from tests.profiles import sample

LISTED = set(re.findall(r"^- `([^`]+)`", mistakes_markdown(), re.MULTILINE))


@pytest.mark.parametrize("name", sample(sorted(POLICIES), quick=("step", "multistep", "restarts", "cosine")))
def test_every_id_that_can_be_named_is_on_the_list(name):
    evidence = Evidence(example(policy_class(name)))
    for step in evidence.policy.default_steps():
        evidence.at(evidence.derivation(step))
    of_a_column = {item for item in evidence.known if re.search(r"-to-\d-decimals$", item)}
    assert not set(evidence.known) - of_a_column - LISTED
