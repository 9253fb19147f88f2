"""Texts that are meant to break a reader: each ends at once, as a schedule or with one error."""

import random
import re

import pytest

from lrcalc.errors import ScheduleError
from lrcalc.frameworks.call.reading import Settings
from lrcalc.frameworks.read import read
from tests.frameworks.pasted import PASTED
from tests.frameworks.texts import EXAMPLES
from tests.golden.cases import cases
from tests.profiles import number

NINE = ",".join(["*{0}"] * 9)
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + level)}: &{chr(98 + level)} [{NINE.format(chr(97 + level))}]\n" for level in range(12)
)
HOSTILE = {
    "1,000 brackets": ("StepLR" + "(" * 1000 + ")" * 1000, ""),
    "an open nest": ("StepLR(o, " + "[" * 1000, ""),
    "a power of a power": ("StepLR(o, 10**10**10)", ""),
    "a long power": ("StepLR(o, 3, gamma=0.5**(10**9))", ""),
    "a YAML bomb": (BOMB + "learning_rate: 1\n", "c.yaml"),
    "10 MB": ("lr = 1\n" * 1_500_000, ""),
    "a deep YAML": ("learning_rate:\n" + "- " * 5000 + "a", "c.yaml"),
    "an object of Python in YAML": ('lr: !!python/object/apply:os.system ["echo"]\n', "c.yaml"),
    "a deep JSON": ('{"lr":' * 5000 + "1" + "}" * 5000, "c.json"),
    "a deep TOML": ("lr = " + "[" * 5000, "c.toml"),
    "binary": ("lr\x00\x01\x02", ""),
    "signs": ("StepLR(o, " + "-" * 50000 + "1)", ""),
    "a long sum": ("StepLR(o, " + "1+" * 50000 + "1)", ""),
    "a long path": ("StepLR(o, a" + ".b" * 20000 + ")", ""),
    "names in a circle": ("a = b\nb = a\nStepLR(o, a)", ""),
    "a function that calls itself": ("def f(x):\n    return f(x)\nLambdaLR(o, f)\n", ""),
    "branches": ("def f(t):\n" + "".join(f"    if t > {n}:\n        x = 1\n" for n in range(60)) +
                 "    return x\nLambdaLR(o, f)\n", ""),
    "a list of 10^9": ("MultiStepLR(o, [1]*10**9)", ""),
    "a range of 10^9": ("MultiStepLR(o, list(range(10**9)))", ""),
    "digits": ("StepLR(o, " + "9" * 100_000 + ")", ""),
    "doubling": ("a0 = 1\n" + "".join(f"a{n} = [a{n - 1}, a{n - 1}]\n" for n in range(1, 60)) +
                 "MultiStepLR(o, a59)", ""),
    "a chain of 300": ("ChainedScheduler([ExponentialLR(o, .9)]*300)", ""),
    "a billion digits": ("LambdaLR(o, lambda t: round(t, 10**9))", ""),
    "a formula that doubles": ("def f(t):\n    a0 = t\n" + "".join(f"    a{n} = a{n - 1} + a{n - 1} * t\n"
                               for n in range(1, 60)) + "    return a59\nLambdaLR(o, f)\n", ""),
    "a choice that doubles": ("def f(t):\n    a0 = t\n" + "".join(
        f"    a{n} = a{n - 1} if t > {n} else a{n - 1} + 1\n" for n in range(1, 60)) +
        "    return a59\nLambdaLR(o, f)\n", ""),
    "a range of the step": ("LambdaLR(o, lambda t: sum(0.9**i for i in range(t)))", ""),
    "an import": ("__import__('os').system('echo'); StepLR(o, __import__('os').getpid())", ""),
    "an eval": ("StepLR(o, eval('1'))", ""),
    "epochs without end": ("lr0: 0.01\nepochs: " + "9" * 50 + "\n", "args.yaml"),
    "a variable that doubles": ("".join(f"V{n}='--x $V{n - 1} $V{n - 1}'\n" for n in range(1, 60)) +
                                "run --lr $V59\n", "run.sh"),
    "a reference to itself": ("learning_rate: 1\nmax_steps: ${max_steps}\nwarmup_steps: 1\n", "c.yaml"),
    "an open quote": ('--lr "', ""),
    "no notebook": ('{"cells": 3, "lr": 1}', "x.ipynb"),
}  # fmt: skip
TOKENS = (
    "0", "-1", "1e400", "1e-400", "None", "(", ")", "[", "]", "{", "}", ",", "=", ":", "\n", '"', "'", "**",
    "10**10**10", "nan", "inf", "/0", "//", "%", "\0",
    "٣", "🙂", "--", "#", "&a", "*a", "<<: *a", "1" * 50,
    "-",     "yield", "__import__('os')", "math.pi", "[0]*10**9", "t",
    "1/0", "99999999999999999999", "lambda x: x",
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_ends_with_one_error(name):
    text, file = HOSTILE[name]
    with pytest.raises(ScheduleError) as error:
        read(text, Settings(lr=1), file).check()
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 1000


def mutated(random_source, text):
    """The text with one to three small changes."""
    for _ in range(random_source.randint(1, 3)):
        first = random_source.randint(0, len(text))
        last = min(len(text), first + random_source.randint(1, 8))
        kind = random_source.randint(0, 4)
        if kind == 0:
            text = text[:first] + random_source.choice(TOKENS) + text[first:]
        elif kind == 1:
            text = text[:first] + text[last:]
        elif kind == 2:
            text = text[:first] + text[first:last] * random_source.randint(1, 4) + text[last:]
        elif kind == 3 and (numbers := list(re.finditer(r"\d+(\.\d+)?", text))):
            match = random_source.choice(numbers)
            text = text[: match.start()] + random_source.choice(TOKENS) + text[match.end() :]
        else:
            text = text[:first] + random_source.choice(TOKENS) + text[last:]
    return text


@pytest.mark.parametrize("seed", range(10))
def test_a_mutated_example_is_a_schedule_or_one_error(seed):
    random_source = random.Random(seed)
    known = [(item.text, item.name) for item in (EXAMPLES | PASTED).values()] + [
        (case.call, "") for case in cases()
    ]
    told = []
    for _ in range(number(1000, 40)):
        text, file = random_source.choice(known)
        text = mutated(random_source, text)
        try:
            reading = read(text, Settings(lr=random_source.choice([None, 1]), total=100), file)
            reading.check()
            schedule = reading.schedule
        except ScheduleError as error:
            told.append(str(error))
            continue
        for step in (0, 1, 7, 100, 10**9):
            try:
                schedule.at(step)
            except ScheduleError as error:
                told.append(str(error))
    assert not [message for message in told if "\n" in message]
