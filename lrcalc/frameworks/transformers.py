"""transformers.optimization: the get_… functions and get_scheduler, each a factor of the optimizer's rate."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.expression import STEP, power
from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Call
from lrcalc.frameworks.call.nodes import whole
from lrcalc.frameworks.call.shapes import HALF, fall, line, number, share, since, wave
from lrcalc.frameworks.call.target import Formula, Named, Past, Piece, Target
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.values import Unknown
from lrcalc.frameworks.torch import constant as held
from lrcalc.frameworks.transformers_wsd import wsd
from lrcalc.numbers.literal import shown

RISES = "past num_training_steps transformers goes on with the wave, and the rate rises again"
INSIDE = "num_training_steps counts the warm-up"
EVER = Fraction(0)


def ramp(rate: Fraction, warm: int) -> list[Piece]:
    """t/W of the rate."""
    return [Piece(0, number(rate) * share(0, warm), "warm-up")] if warm else []


def _warmed(warm: int) -> dict[str, int]:
    return {"warmup": warm} if warm else {}


def constant(a: Arguments) -> Target:
    return held(a.lr)


def constant_with_warmup(a: Arguments) -> Target:
    return Named("fixed", {"lr": a.lr}, _warmed(a.steps("num_warmup_steps")))


def linear(a: Arguments) -> Target:
    warm, total, lr = a.steps("num_warmup_steps"), a.steps("num_training_steps"), a.lr
    a.note(INSIDE)
    if warm < total:
        return Named("linear", {"max": lr, "T": total}, _warmed(warm))
    return Formula([*ramp(lr, warm), Piece(warm, number(0), "end")])


def cosine(a: Arguments) -> Target:
    return _cosine(a, Fraction(0))


def cosine_with_min_lr(a: Arguments) -> Target:
    return _cosine(a, _minimum(a))


def _minimum(a: Arguments) -> Fraction:
    """The least rate: given itself, or as a share of the optimizer's."""
    if a.given("min_lr") and a.given("min_lr_rate"):
        refuse("min_lr or min_lr_rate", "both", a.line)
    if a.given("min_lr"):
        return a.rate("min_lr")
    if not a.given("min_lr_rate"):
        refuse("min_lr or min_lr_rate", "neither", a.line)
    return a.lr * a.rate("min_lr_rate")


def _cosine(a: Arguments, low: Fraction) -> Target:
    warm, total, lr = a.steps("num_warmup_steps"), a.steps("num_training_steps"), a.lr
    cycles = 2 * a.rate("num_cycles")
    a.note(INSIDE)
    if cycles > 1:
        a.note(f"num_cycles counts whole waves: {cycles} half waves down and up, not that many decays")
    if cycles == 0:
        return Named("fixed", {"lr": lr}, _warmed(warm))
    a.note(RISES)
    if warm < total:
        more = {"min": low} if low else {}
        found = {"max": lr, **more, "T": total, **({"cycles": cycles} if cycles != 1 else {})}
        return Past(Named("cosine", found, _warmed(warm)), waves=Fraction(total - warm) / cycles)
    falling = fall(lr, low, wave(since(warm), cycles))
    return Formula([*ramp(lr, warm), Piece(warm, falling, "cosine", EVER)])


def hard_restarts(a: Arguments) -> Target:
    warm, total, lr = a.steps("num_warmup_steps"), a.steps("num_training_steps"), a.lr
    cycles = a.rate("num_cycles")
    a.note(f"{INSIDE}; the cycles after it are all of one length")
    length = max(1, total - warm)
    progress = number(cycles) * share(warm, length)
    falling = number(lr) * wave(progress - whole(progress))
    pieces = [*ramp(lr, warm), Piece(warm, falling, "restarts", EVER)]
    return Formula([*pieces, Piece(max(total, warm + 1), number(0), "end")])


def polynomial(a: Arguments) -> Target:
    warm, total, lr = a.steps("num_warmup_steps"), a.steps("num_training_steps"), a.lr
    end, exponent = a.rate("lr_end"), a.rate("power")
    if a.used_rate and not a.missing and lr <= end:
        refuse(f"lr_end below the optimizer's rate {float(lr):g}", f"{float(end):g}", a.line)
    a.note(INSIDE)
    if exponent == 0 and warm < total:
        flat = [Piece(warm, number(lr), "held"), Piece(total + 1, number(end), "end")]
        return Formula([*ramp(lr, warm), *flat])
    if warm < total:
        return Named("polynomial", {"max": lr, "min": end, "T": total, "power": exponent}, _warmed(warm))
    # at N = W the share of the decay is 0/0
    if warm == total:
        if warm == 0:
            refuse("num_training_steps above 0 in a polynomial decay", "0", a.line)
        a.note(f"transformers divides by 0 at update {total}, and raises an error")
    last = warm - 1 if warm == total else None
    return Formula([*ramp(lr, warm), Piece(warm, number(end), "end")], end=last)


def inverse_sqrt(a: Arguments) -> Target:
    warm, lr = a.steps("num_warmup_steps"), a.lr
    scale = a.number("timescale") if a.given("timescale") else Fraction(warm or 10_000)
    if scale <= 0:
        refuse("timescale above 0", scale, a.line)
    if scale == warm:
        return Named("inverse-sqrt", {"max": lr, "warmup": warm})
    a.note(f"the time scale is {scale}, and not the warm-up: the decay is slower or faster than √(W/t)")
    begun = scale - warm
    shifted = STEP + number(begun) if begun > 0 else STEP - number(-begun)
    falling = number(lr) / power(shifted / number(scale), HALF)
    return Formula([*ramp(lr, warm), Piece(warm, falling, "decay")])


def cosine_warmup_with_min_lr(a: Arguments) -> Target:
    warm, total, lr = a.steps("num_warmup_steps"), a.steps("num_training_steps"), a.lr
    cycles, low = 2 * a.rate("num_cycles"), _minimum(a)
    a.note("one update early: the first rate is not 0, and the last update has the minimum")
    a.note(RISES)
    if not a.given("warmup_lr_rate"):
        rising = number(lr) * ((STEP + 1) / number(max(1, warm)))
    else:
        rising = line(lr * a.rate("warmup_lr_rate"), lr, STEP / number(max(1, warm - 1)))
    length = max(1, total - warm)
    falling = fall(lr, low, wave((STEP - number(warm - 1)) / number(length), cycles))
    waves = Fraction(length) / cycles if cycles else None
    first = [Piece(0, rising, "warm-up")] if warm else []
    return Formula([*first, Piece(warm, falling, "cosine", waves)])


BOTH = "optimizer, num_warmup_steps, num_training_steps"
SPECS: dict[str, tuple[str, str, object]] = {
    "constant": ("get_constant_schedule", "optimizer", constant),
    "constant_with_warmup": (
        "get_constant_schedule_with_warmup",
        "optimizer, num_warmup_steps",
        constant_with_warmup,
    ),
    "linear": ("get_linear_schedule_with_warmup", BOTH, linear),
    "cosine": ("get_cosine_schedule_with_warmup", f"{BOTH}, num_cycles=0.5", cosine),
    "cosine_with_restarts": (
        "get_cosine_with_hard_restarts_schedule_with_warmup",
        f"{BOTH}, num_cycles=1",
        hard_restarts,
    ),
    "polynomial": (
        "get_polynomial_decay_schedule_with_warmup",
        f"{BOTH}, lr_end=1e-7, power=1.0",
        polynomial,
    ),
    "inverse_sqrt": (
        "get_inverse_sqrt_schedule",
        "optimizer, num_warmup_steps, timescale=None",
        inverse_sqrt,
    ),
    "cosine_with_min_lr": (
        "get_cosine_with_min_lr_schedule_with_warmup",
        f"{BOTH}, num_cycles=0.5, last_epoch=-1, min_lr=None, min_lr_rate=None",
        cosine_with_min_lr,
    ),
    "cosine_warmup_with_min_lr": (
        "get_cosine_with_min_lr_schedule_with_warmup_lr_rate",
        f"{BOTH}, num_cycles=0.5, last_epoch=-1, min_lr=None, min_lr_rate=None, warmup_lr_rate=None",
        cosine_warmup_with_min_lr,
    ),
    "warmup_stable_decay": (
        "get_wsd_schedule",
        "optimizer, num_warmup_steps, num_decay_steps, num_training_steps=None, num_stable_steps=None, "
        "warmup_type=linear, decay_type=cosine, min_lr_ratio=0, num_cycles=0.5",
        wsd,
    ),
}


def _parameters(text: str) -> str:
    return text if "last_epoch" in text else f"{text}, last_epoch=-1"


# The schedules by the name that lr_scheduler_type has for them.
TYPES = {
    kind: Call("transformers", name, _parameters(parameters), target)  # type: ignore[arg-type]
    for kind, (name, parameters, target) in SPECS.items()
}
SUCH_AS = f"a scheduler such as {', '.join(list(TYPES)[:4])}"
ALIASES = {"cosine_with_hard_restarts": "cosine_with_restarts", "wsd": "warmup_stable_decay"}


def get_scheduler(a: Arguments) -> Target:
    name = a.raw("name")
    if isinstance(name, Unknown) and not name.name.startswith("SchedulerType."):
        a.missing.word(name.name, "linear", name.line)
        for length in ("num_warmup_steps", "num_training_steps"):
            if isinstance(value := a.raw(length), Unknown):
                a.missing.unknown(value)
        return held(a.lr)
    # SchedulerType.COSINE is the word cosine
    kind = (name.name if isinstance(name, Unknown) else str(name)).rpartition(".")[2].lower()
    return by_type(a, kind, a.raw("scheduler_specific_kwargs") or {})


def by_type(a: Arguments, kind: str, more: object) -> Target:
    """The schedule of a type, with the lengths that the call has and the further parameters of the type."""
    kind = ALIASES.get(kind, kind)
    if kind not in TYPES:
        refuse(SUCH_AS, shown(kind), a.line, TYPES)
    call = TYPES[kind]
    names = call.signature()
    values: dict[str, object] = {}
    for name in ("num_warmup_steps", "num_training_steps"):
        if name in names and a.raw(name) is not None:
            values[name] = a.raw(name)
    for name, value in more.items() if isinstance(more, dict) else ():
        if name not in names:
            refuse(f"a parameter of {call.name}", str(name), a.line, names)
        values[name] = value
    inner = Arguments(call, values, a._rate, a.missing, a.line, a._nested, a._apply)
    for name in ("num_warmup_steps", "num_training_steps"):
        if names.get(name, None) is not None and name not in values and call.signature()[name] is not None:
            a.missing.add(name, a.line)
            inner.values[name] = Fraction(2 if name == "num_training_steps" else 1)
    found = call.target(inner)
    a.used_rate = inner.used_rate
    for text in inner.notes:
        a.note(text)
    a.defaulted += [name for name in inner.defaulted if name not in a.defaulted]
    return found


CALLS = (
    *TYPES.values(),
    Call(
        "transformers",
        "get_scheduler",
        "name, optimizer, num_warmup_steps=None, num_training_steps=None, scheduler_specific_kwargs=None",
        get_scheduler,
    ),
)
