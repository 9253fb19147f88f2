"""Calls of torch, transformers and timm that a schedule may be equal to."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any

from lrcalc.frameworks.taken import Call, Taken, arguments, with_optimizer


def _torch(name: str, lr: Fraction | None, **given: Any) -> Call:
    words = arguments(**given)
    call = f"torch.optim.lr_scheduler.{name}(optimizer, {words})"
    return with_optimizer(call, lr, "torch")


def _plain(x: Taken, *policies: str) -> bool:
    return x.policy in policies and x.warmup == 0


def torch_step(x: Taken) -> Call | None:
    n = x.numbers
    if _plain(x, "step"):
        return _torch("StepLR", n["lr"], step_size=n["step_size"], gamma=n["gamma"])
    if _plain(x, "multistep"):
        # torch drops at the milestone alone, and a part of a step never is one
        milestones = ", ".join(str(ceil(item)) for item in n["milestones"])
        return _torch("MultiStepLR", n["lr"], milestones=f"[{milestones}]", gamma=n["gamma"])
    if _plain(x, "exponential") and n.get("decay_steps") in (None, 1):
        return _torch("ExponentialLR", n["lr"], gamma=n["gamma"])
    if _plain(x, "fixed"):
        return _torch("ConstantLR", n["lr"], factor=1, total_iters=1)
    return None


def torch_decay(x: Taken) -> Call | None:
    n = x.numbers
    if _plain(x, "linear", "polynomial", "cosine", "restarts") and not n["max"]:
        return None
    if _plain(x, "polynomial") and not n["min"]:
        return _torch("PolynomialLR", n["max"], total_iters=n["T"], power=n["power"])
    if _plain(x, "linear") and n["min"] <= n["max"]:
        return _torch(
            "LinearLR", n["max"], start_factor=1, end_factor=n["min"] / n["max"], total_iters=n["T"]
        )
    if _plain(x, "cosine") and x.goes_on and n.get("power") in (None, 1) and n.get("cycles") in (None, 1):
        return _torch("CosineAnnealingLR", n["max"], T_max=n["T"], eta_min=n["min"])
    if _plain(x, "restarts") and n["peak_decay"] == 1 and Fraction(n["T_mult"]).denominator == 1:
        return _torch(
            "CosineAnnealingWarmRestarts", n["max"], T_0=n["T0"], T_mult=n["T_mult"], eta_min=n["min"]
        )
    return None


def torch_cycles(x: Taken) -> Call | None:
    n = x.numbers
    if _plain(x, "cyclic"):
        more = {"gamma": n["gamma"]} if n["mode"] == "exp_range" else {}
        return _torch(
            "CyclicLR", None, base_lr=n["min"], max_lr=n["max"], step_size_up=n["step_up"],
            step_size_down=n["step_down"], mode=f"'{n['mode']}'", **more, cycle_momentum="False",
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
