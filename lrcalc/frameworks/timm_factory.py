"""timm's create_scheduler_v2: other defaults than the classes have, and lengths in epochs."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Call
from lrcalc.frameworks.call.target import Target
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.timm import CALLS as CLASSES
from lrcalc.frameworks.torch import constant

SCHEDULERS = {
    "cosine": "CosineLRScheduler", "tanh": "TanhLRScheduler", "poly": "PolyLRScheduler",
    "step": "StepLRScheduler",
    "multistep": "MultiStepLRScheduler", "wsd": "WSDLRScheduler", "rsqrt": "WSDLRScheduler",
    "constant": "StepLRScheduler",
}  # fmt: skip


MILESTONES = [Fraction(90), Fraction(180), Fraction(270)]


def create(a: Arguments) -> Target:
    kind = a.text("sched", *SCHEDULERS, "none")
    if a.given("noise"):
        refuse("a schedule without noise", "noise, which is random", a.line)
    per_epoch = a.flag("step_on_epochs")
    every = Fraction(1) if per_epoch else _updates_per_epoch(a)
    if kind == "none":
        return constant(a.lr)
    epochs, warm = a.number("num_epochs") * every, a.number("warmup_epochs") * every
    values: dict[str, Any] = {
        "warmup_t": warm,
        "warmup_lr_init": a.number("warmup_lr"),
        "t_in_epochs": per_epoch,
    }
    if kind in ("cosine", "tanh", "poly"):
        values |= {
            "t_initial": epochs,
            "lr_min": a.number("min_lr"),
            "warmup_prefix": a.flag("warmup_prefix"),
        }
        values |= {name: a.number(name) for name in ("cycle_mul", "cycle_decay", "cycle_limit")}
        if kind != "tanh":
            values["k_decay"] = a.number("k_decay")
        if kind == "poly":
            values["power"] = a.number("decay_rate")
            a.note("decay_rate is the power of poly")
    elif kind in ("wsd", "rsqrt"):
        values |= _wsd(a, kind, epochs, warm, every)
    else:
        values["warmup_prefix"] = a.flag("warmup_prefix")
        values["decay_rate"] = Fraction(1) if kind == "constant" else a.number("decay_rate")
        if kind == "multistep":
            milestones = a.numbers("decay_milestones") if a.given("decay_milestones") else MILESTONES
            values["decay_t"] = [item * every for item in milestones]
        else:
            length = a.number("decay_epochs") if a.given("decay_epochs") else Fraction(90)
            values["decay_t"] = Fraction(1) if kind == "constant" else length * every
    call = next(call for call in CLASSES if call.name == SCHEDULERS[kind])
    inner = Arguments(call, values, a._rate, a.missing, a.line)
    target = call.target(inner)
    a.used_rate = inner.used_rate
    for note in inner.notes:
        a.note(note)
    return target


def _updates_per_epoch(a: Arguments) -> Fraction:
    every = a.number("updates_per_epoch")
    if every <= 0:
        a.missing.add("updates_per_epoch", a.line, "--let updates_per_epoch=391")
        return Fraction(1)
    return every


def _wsd(a: Arguments, kind: str, epochs: Fraction, warm: Fraction, every: Fraction) -> dict[str, Any]:
    length = epochs if a.flag("warmup_prefix") else epochs - warm
    decay = a.number("decay_epochs") if a.given("decay_epochs") else Fraction(1, 5)
    decay_t = decay * length if 0 < decay < 1 else decay * every
    found: dict[str, Any] = {
        "t_initial": length,
        "decay_t": Fraction(round(decay_t)),
        "lr_min": a.number("min_lr"),
        "stable_fn": "rsqrt" if kind == "rsqrt" else "constant",
        "decay_fn": a.raw("decay_fn") or ("linear" if kind == "rsqrt" else "1-sqrt"),
    }
    if a.given("stable_timescale"):
        found["stable_timescale"] = a.number("stable_timescale") * every
    return found


PARAMETERS = (
    "optimizer, sched=cosine, num_epochs=300, decay_epochs=None, decay_milestones=None, cooldown_epochs=0, "
    "patience_epochs=10, decay_rate=0.1, min_lr=0.0, warmup_lr=1e-5, warmup_epochs=0, warmup_prefix=False, "
    "noise=None, noise_pct=0.67, noise_std=1.0, noise_seed=42, cycle_mul=1.0, cycle_decay=0.1, "
    "cycle_limit=1, k_decay=1.0, decay_fn=None, stable_timescale=None, plateau_mode=max, "
    "step_on_epochs=True, updates_per_epoch=0"
)
CREATE = Call("timm", "create_scheduler_v2", PARAMETERS, create, clock="epochs")
CALLS = (CREATE,)
