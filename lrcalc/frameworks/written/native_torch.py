"""Calls of torch, transformers and timm that a schedule may be equal to."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any, NamedTuple

from lrcalc.frameworks.written.taken import Call, Taken, arguments, real, with_optimizer


class Made(NamedTuple):
    """A scheduler of torch as text, and the optimizer's rate that it needs; None where it needs none."""

    text: str
    lr: Fraction | None


def _made(name: str, lr: Fraction | None, **given: Any) -> Made:
    return Made(f"torch.optim.lr_scheduler.{name}(optimizer, {arguments(**given)})", lr)


def torch_call(x: Taken) -> Call | None:
    found = _scheduler(x)
    return None if found is None else with_optimizer(found.text, found.lr, "torch")


def _scheduler(x: Taken) -> Made | None:
    """One scheduler, or several in a sequence where a warm-up or a chain asks for that."""
    if x.policy == "chain":
        return _in_sequence([_scheduler(part) for part in x.parts], x.milestones)
    if not x.warmup:
        return _step(x) or _decay(x) or _cycles(x)
    if not (x.start and x.peak and x.start <= x.peak):
        # LinearLR does not start at 0
        return None
    ramp = _made("LinearLR", x.peak, start_factor=x.start / x.peak, total_iters=x.warmup)
    if x.policy == "fixed":
        return ramp
    return _in_sequence([ramp, _scheduler(x.after_warmup())], (x.warmup,))


def _in_sequence(parts: list[Made | None], milestones: tuple[int, ...]) -> Made | None:
    known = [part for part in parts if part is not None]
    rates = {part.lr for part in known}
    if len(known) < len(parts) or len(rates) != 1 or None in rates:
        return None
    texts = ", ".join(part.text for part in known)
    at = ", ".join(map(str, milestones))
    call = f"torch.optim.lr_scheduler.SequentialLR(optimizer, schedulers=[{texts}], milestones=[{at}])"
    return Made(call, known[0].lr)


def _step(x: Taken) -> Made | None:
    n = x.numbers
    if x.policy == "step":
        return _made("StepLR", n["lr"], step_size=n["step_size"], gamma=n["gamma"])
    if x.policy == "multistep":
        # torch drops at the milestone alone, and a part of a step never is one
        milestones = ", ".join(str(ceil(item)) for item in n["milestones"])
        return _made("MultiStepLR", n["lr"], milestones=f"[{milestones}]", gamma=n["gamma"])
    if x.policy == "exponential" and n.get("decay_steps") in (None, 1):
        return _made("ExponentialLR", n["lr"], gamma=n["gamma"])
    if x.policy == "fixed":
        return _made("ConstantLR", n["lr"], factor=1, total_iters=1)
    return None


def _decay(x: Taken) -> Made | None:
    n = x.numbers
    if x.policy in ("linear", "polynomial", "cosine", "restarts") and not n["max"]:
        return None
    if x.policy == "polynomial" and not n["min"]:
        return _made("PolynomialLR", n["max"], total_iters=n["T"], power=n["power"])
    if x.policy == "linear" and n["min"] <= n["max"]:
        return _made("LinearLR", n["max"], start_factor=1, end_factor=n["min"] / n["max"], total_iters=n["T"])
    if x.policy == "cosine" and x.goes_on and n.get("power") in (None, 1) and n.get("cycles") in (None, 1):
        return _made("CosineAnnealingLR", n["max"], T_max=n["T"], eta_min=n["min"])
    if x.policy == "restarts" and n["peak_decay"] == 1 and Fraction(n["T_mult"]).denominator == 1:
        return _made(
            "CosineAnnealingWarmRestarts", n["max"], T_0=n["T0"], T_mult=n["T_mult"], eta_min=n["min"]
        )
    return None


def _cycles(x: Taken) -> Made | None:
    n = x.numbers
    if x.policy == "cyclic":
        more = {"gamma": n["gamma"]} if n["mode"] == "exp_range" else {}
        return _made(
            "CyclicLR", None, base_lr=n["min"], max_lr=n["max"], step_size_up=n["step_up"],
            step_size_down=n["step_down"], mode=f"'{n['mode']}'", **more, cycle_momentum="False",
        )  # fmt: skip
    if x.policy == "one-cycle" and n["T"] is not None and x.end in (n["T"], n["T"] - 1):
        strategy = "linear" if n["anneal"] == "linear" else "cos"
        return _made(
            "OneCycleLR", None, max_lr=n["max"], total_steps=n["T"], pct_start=real(n["pct_start"]),
            anneal_strategy=f"'{strategy}'", div_factor=n["div_factor"],
            final_div_factor=n["final_div_factor"], three_phase=str(n["three_phase"]),
        )  # fmt: skip
    return None


def _hf(name: str, lr: Fraction, **given: Any) -> Call:
    words = arguments(**given)
    call = f"transformers.{name}(optimizer{', ' if words else ''}{words})"
    return with_optimizer(call, lr, "transformers")


def transformers_call(x: Taken) -> Call | None:
    n, total = x.numbers, x.total
    if x.start:
        return None
    steps: dict[str, Any] = {"num_warmup_steps": x.warmup, "num_training_steps": total or 0}
    if x.policy == "fixed":
        if not x.warmup:
            return _hf("get_constant_schedule", n["lr"])
        return _hf("get_constant_schedule_with_warmup", n["lr"], num_warmup_steps=x.warmup)
    if x.policy == "linear" and not n["min"]:
        return _hf("get_linear_schedule_with_warmup", n["max"], **steps)
    if x.policy == "polynomial" and n["min"] < n["max"]:
        return _hf(
            "get_polynomial_decay_schedule_with_warmup", n["max"], **steps, lr_end=n["min"], power=n["power"]
        )
    if x.policy == "inverse-sqrt":
        return _hf("get_inverse_sqrt_schedule", n["max"], num_warmup_steps=n["warmup"])
    if x.policy == "cosine" and x.goes_on and n.get("power") in (None, 1):
        half = Fraction(n.get("cycles") or 1) / 2
        if not n["min"]:
            return _hf("get_cosine_schedule_with_warmup", n["max"], **steps, num_cycles=half)
        return _hf(
            "get_cosine_with_min_lr_schedule_with_warmup", n["max"], **steps, num_cycles=half, min_lr=n["min"]
        )
    return None


def transformers_wsd(x: Taken) -> Call | None:
    n = x.numbers
    if x.policy != "wsd" or n["shape"] not in ("linear", "cosine", "1-sqrt") or not n["max"]:
        return None
    return _hf(
        "get_wsd_schedule", n["max"], num_warmup_steps=n["warmup"], num_decay_steps=n["decay"],
        num_training_steps=n["T"], warmup_type=f"'{n['warmup_shape']}'", decay_type=f"'{n['shape']}'",
        min_lr_ratio=n["min"] / n["max"],
    )  # fmt: skip


def timm_call(x: Taken) -> Call | None:
    n, w = x.numbers, x.warmup
    ramp = {"warmup_t": w, "warmup_lr_init": x.start, "warmup_prefix": "True"} if w else {}
    given: dict[str, Any]
    if x.policy in ("cosine", "warmup", "polynomial", "linear") and not x.goes_on:
        name = "CosineLRScheduler" if x.policy in ("cosine", "warmup") else "PolyLRScheduler"
        power = {"power": n.get("power") or 1} if name == "PolyLRScheduler" else {}
        given = {"t_initial": (x.total or 0) - w, **power, "lr_min": n["min"], **ramp}
        lr = n["max"]
    elif x.policy == "step":
        name, lr = "StepLRScheduler", n["lr"]
        given = {"decay_t": n["step_size"], "decay_rate": n["gamma"], **ramp}
    elif x.policy == "wsd" and n["shape"] in ("linear", "cosine", "1-sqrt") and n["warmup_shape"] == "linear":
        name, lr, warm = "WSDLRScheduler", n["max"], n["warmup"] or 0
        ramp = {"warmup_t": warm, "warmup_lr_init": n["warmup_start"]} if warm else {}
        given = {
            "t_initial": n["T"] - warm,
            "decay_t": n["decay"],
            "lr_min": n["min"],
            "decay_fn": f"'{n['shape']}'",
            **ramp,
        }
    elif x.policy == "tanh" and not x.goes_on:
        name, lr = "TanhLRScheduler", n["max"]
        given = {"t_initial": n["T"] - w, "lb": n["lower"], "ub": n["upper"], "lr_min": n["min"], **ramp}
    elif x.policy == "multistep" and not w:
        name, lr = "MultiStepLRScheduler", n["lr"]
        given = {
            "decay_t": f"[{', '.join(str(ceil(at) + 1) for at in n['milestones'])}]",
            "decay_rate": n["gamma"],
        }
    else:
        return None
    words = arguments(**given)
    return with_optimizer(
        f"timm.scheduler.{name}(optimizer, {words}, t_in_epochs=False)", lr, "timm.scheduler"
    )
