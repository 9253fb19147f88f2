"""The command of a policy: its options, its help and what it prints, all from the policy's own file."""

from __future__ import annotations

import inspect
from typing import Any

from lrcalc.command.options import schedule_option, solving_options, typer_option
from lrcalc.command.schedule import policy_from
from lrcalc.command.schedule_command import ScheduleCommand
from lrcalc.policies import policy_class
from lrcalc.schedule.policy import Policy


class PolicyCommand(ScheduleCommand):
    """The command of one policy; of some it also solves for a parameter, as `lrcalc solve` does."""

    def _run(self, **options: Any) -> None:
        if options.get("solve") is None:
            super()._run(**options)
            return
        from lrcalc.command.solving import solve

        solve(self, options, f"lrcalc solve {options['solve']} {self.name} does the same")


def build(name: str, solved_for: str = "") -> PolicyCommand:
    """The command of the policy with that name; what is `solved_for` need not be given."""
    policy = policy_class(name)
    own = policy.parameters()
    # of a policy that needs a total, lrcalc solve alone finds a parameter: --T is its own
    ends = "T" in own and own["T"].is_required
    left_out = [solved_for] if ends else policy.solvable
    solving = [] if ends else solving_options(policy.solvable)
    options = [schedule_option(key, item, needed=key not in left_out) for key, item in own.items()]
    for option, (key, item) in zip(options, own.items()):
        option.is_needed = item.is_required and key != solved_for
    return PolicyCommand(
        name,
        options,
        make=lambda options: policy_from(name, options),
        title=policy.title,
        about=inspect.cleandoc(policy.__doc__ or "").partition("\n\n")[0],
        examples=lambda: examples(policy),
        formula=lambda: _formula(policy),
        lengths=own,
        more=[typer_option(item) for item in solving],
    )


def examples(policy: type[Policy]) -> list[str]:
    """Command lines that work: a table, the working of a step, and an answer checked."""
    from lrcalc.schedule.formula import example

    words = f"lrcalc {policy.name} {policy.example}"
    schedule, _, steps = words.partition(" --at ")
    *_, step = steps.split(",")
    rate = example(policy).at(int(step))
    return [words, f"{schedule} --at {step} --work", f"{schedule} --at {step} --check {rate:.4g}"]


def _formula(policy: type[Policy]) -> list[str]:
    from lrcalc.schedule.formula import example, formula_lines, scale_lines

    schedule = example(policy)
    return [*formula_lines(schedule), *scale_lines(schedule)]
