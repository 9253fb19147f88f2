"""The calls of a framework that a schedule may be equal to: candidates, each read back and compared."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from lrcalc.frameworks.code import code_number
from lrcalc.schedule.policy import Policy


class Taken(NamedTuple):
    """A schedule taken apart: the policy, its numbers, the warm-up before it, and what comes past its end."""

    policy: str
    numbers: dict[str, Any]
    warmup: int
    start: Fraction
    goes_on: bool
    total: int | None


class Call(NamedTuple):
    """A call as text, and the optimizer's rate that it needs."""

    text: str
    lr: Fraction | None
    reads_as: str

    def schedule(self) -> Policy:
        """What the text is read as. Raises ScheduleError."""
        from lrcalc.frameworks.read import read
        from lrcalc.frameworks.reading import Settings

        return read(self.reads_as, Settings(lr=self.lr)).schedule


def taken_apart(schedule: Policy) -> Taken | None:
    """The policy within its wrappers; None where there are others than a warm-up and what is past the end."""
    from lrcalc.schedule.past_end import PastEnd
    from lrcalc.schedule.warmup import WarmedUp

    goes_on, warmup, start = False, 0, Fraction(0)
    total = schedule.total
    inner = schedule
    while isinstance(inner, (PastEnd, WarmedUp)):
        if isinstance(inner, PastEnd):
            if inner.past_end not in ("hold", "continue"):
                return None
            goes_on = inner.past_end == "continue"
            total = inner.inner.total
        elif inner.warmup_shape != "linear" or inner.warmup_mode != "before":
            return None
        else:
            warmup, start = inner.symbols.warmup.steps, inner.symbols.warmup_start.value
        inner = inner.inner
    if not type(inner).parameters():
        return None
    numbers: dict[str, Any] = {name: getattr(inner, name, None) for name in inner.parameters()}
    numbers |= {name: symbol.value for name, symbol in vars(inner.symbols).items()}
    if "warmup" in numbers and inner is schedule:
        warmup = int(numbers["warmup"] or 0)
    return Taken(inner.name, numbers, warmup, start, goes_on, total)


def _n(value: Any) -> str:
    """A number as code, in one piece where it stands among others."""
    return code_number(Fraction(value))


def _torch(name: str, lr: Fraction | None, **given: Any) -> Call:
    arguments = ", ".join(
        f"{key}={value if isinstance(value, str) else _n(value)}" for key, value in given.items()
    )
    call = f"torch.optim.lr_scheduler.{name}(optimizer, {arguments})"
    return _with_optimizer(call, lr, "torch")


def _with_optimizer(call: str, lr: Fraction | None, module: str) -> Call:
    rate = Fraction(1, 1000) if lr is None else lr
    importing = {"torch": "import torch\n\n"}.get(module, f"import torch\nimport {module}\n\n")
    text = f"{importing}optimizer = torch.optim.SGD(model.parameters(), lr={_n(rate)})\nscheduler = {call}\n"
    return Call(text, None, text)


def _plain(x: Taken, *policies: str) -> bool:
    return x.policy in policies and x.warmup == 0


def torch_step(x: Taken) -> Call | None:
    n = x.numbers
    if _plain(x, "step"):
        return _torch("StepLR", n["lr"], step_size=n["step_size"], gamma=n["gamma"])
    if _plain(x, "multistep"):
        milestones = ", ".join(_n(item) for item in n["milestones"])
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
    arguments = ", ".join(
        f"{key}={value if isinstance(value, str) else _n(value)}" for key, value in given.items()
    )
    call = f"transformers.{name}(optimizer{', ' if arguments else ''}{arguments})"
    return _with_optimizer(call, lr, "transformers")


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


def _simple(module: str, name: str, **given: Any) -> Call:
    arguments = ", ".join(
        f"{key}={value if isinstance(value, str) else _n(value)}" for key, value in given.items()
    )
    start = "import optax" if module == "optax" else "import keras"
    text = f"{start}\n\nschedule = {module}.{name}({arguments})\n"
    return Call(text, None, text)


def optax_call(x: Taken) -> Call | None:
    n, w = x.numbers, x.warmup
    if x.goes_on:
        return None
    if x.policy == "fixed":
        if not w:
            return _simple("optax", "constant_schedule", value=n["lr"])
        return _simple(
            "optax", "warmup_constant_schedule", init_value=x.start, peak_value=n["lr"], warmup_steps=w
        )
    if x.policy == "linear" and not w:
        return _simple(
            "optax", "linear_schedule", init_value=n["max"], end_value=n["min"], transition_steps=n["T"]
        )
    if x.policy == "polynomial" and not w:
        return _simple(
            "optax", "polynomial_schedule", init_value=n["max"], end_value=n["min"], power=n["power"],
            transition_steps=n["T"],
        )  # fmt: skip
    if x.policy in ("cosine", "warmup") and n.get("cycles") in (None, 1) and n["max"]:
        power = {"exponent": n["power"]} if n.get("power") not in (None, 1) else {}
        return _simple(
            "optax", "warmup_cosine_decay_schedule", init_value=x.start, peak_value=n["max"], warmup_steps=w,
            decay_steps=x.total, end_value=n["min"], **power,
        )  # fmt: skip
    if x.policy == "exponential":
        given = {"transition_steps": n.get("decay_steps") or 1, "decay_rate": n["gamma"]}
        stairs = {"staircase": "True"} if n.get("staircase") else {}
        if w:
            return _simple(
                "optax", "warmup_exponential_decay_schedule", init_value=x.start, peak_value=n["lr"],
                warmup_steps=w, **given, **stairs,
            )  # fmt: skip
        return _simple("optax", "exponential_decay", init_value=n["lr"], **given, **stairs)
    if x.policy == "piecewise" and not w and not n["interpolate"] and all(n["values"]):
        pairs = zip(n["boundaries"], n["values"], n["values"][1:])
        scales = ", ".join(f"{_n(at)}: {_n(b / a)}" for at, a, b in pairs)
        return _simple(
            "optax",
            "piecewise_constant_schedule",
            init_value=n["values"][0],
            boundaries_and_scales=f"{{{scales}}}",
        )
    return None


def keras_call(x: Taken) -> Call | None:
    n, w = x.numbers, x.warmup
    module = "keras.optimizers.schedules"
    if x.goes_on:
        return None
    if x.policy in ("cosine", "warmup") and n.get("power") in (None, 1) and n.get("cycles") in (None, 1):
        if not n["max"]:
            return None
        given: dict[str, Any] = {"decay_steps": (x.total or 0) - w, "alpha": n["min"] / n["max"]}
        if w:
            return _simple(
                module,
                "CosineDecay",
                initial_learning_rate=x.start,
                **given,
                warmup_target=n["max"],
                warmup_steps=w,
            )
        return _simple(module, "CosineDecay", initial_learning_rate=n["max"], **given)
    if w:
        return None
    if x.policy in ("polynomial", "linear"):
        return _simple(
            module, "PolynomialDecay", initial_learning_rate=n["max"], decay_steps=n["T"],
            end_learning_rate=n["min"], power=n.get("power") or 1,
        )  # fmt: skip
    if x.policy in ("exponential", "inverse-time"):
        stairs = {"staircase": "True"} if n.get("staircase") else {}
        name = "ExponentialDecay" if x.policy == "exponential" else "InverseTimeDecay"
        rate = n["gamma"] if x.policy == "exponential" else n["decay_rate"]
        return _simple(
            module, name, initial_learning_rate=n["lr"], decay_steps=n.get("decay_steps") or 1, decay_rate=rate,
            **stairs,
        )  # fmt: skip
    if x.policy == "step":
        return _simple(
            module, "ExponentialDecay", initial_learning_rate=n["lr"], decay_steps=n["step_size"],
            decay_rate=n["gamma"], staircase="True",
        )  # fmt: skip
    if x.policy == "piecewise" and not n["interpolate"] and all(at >= 1 for at in n["boundaries"]):
        boundaries = ", ".join(_n(at - 1) for at in n["boundaries"])
        values = ", ".join(_n(value) for value in n["values"])
        return _simple(module, "PiecewiseConstantDecay", boundaries=f"[{boundaries}]", values=f"[{values}]")
    if x.policy == "restarts" and n["max"]:
        return _simple(
            module, "CosineDecayRestarts", initial_learning_rate=n["max"], first_decay_steps=n["T0"],
            t_mul=n["T_mult"], m_mul=n["peak_decay"], alpha=n["min"] / n["max"],
        )  # fmt: skip
    return None


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
        given = {"decay_t": f"[{', '.join(_n(at + 1) for at in n['milestones'])}]", "decay_rate": n["gamma"]}
    else:
        return None
    arguments = ", ".join(
        f"{key}={value if isinstance(value, str) else _n(value)}" for key, value in given.items()
    )
    return _with_optimizer(
        f"timm.scheduler.{name}(optimizer, {arguments}, t_in_epochs=False)", lr, "timm.scheduler"
    )


def megatron_call(x: Taken) -> Call | None:
    n, w = x.numbers, x.warmup
    style = {"cosine": "cosine", "warmup": "cosine", "linear": "linear", "fixed": "constant"}.get(x.policy)
    if style is None:
        return None
    top = n["lr"] if style == "constant" else n["max"]
    low = f" --min-lr {_flag(n['min'])}" if style != "constant" else ""
    start = f" --lr-warmup-init {_flag(x.start)}" if x.start else ""
    end = x.total or max(w, 1) * 10
    text = (
        f"--lr {_flag(top)}{low} --lr-decay-style {style} --lr-warmup-iters {w}{start} "
        f"--lr-decay-iters {end} --train-iters {end}"
    )
    return Call(f"{text}\n", None, text)


def deepspeed_call(x: Taken) -> Call | None:
    n, w = x.numbers, x.warmup
    shape = '"warmup_type": "linear"'
    if x.policy == "fixed":
        params = f'"warmup_min_lr": {_flag(x.start)}, "warmup_max_lr": {_flag(n["lr"])}, "warmup_num_steps": {w}, {shape}'
        kind, lr = "WarmupLR", n["lr"]
    elif x.policy == "linear":
        params = (
            f'"total_num_steps": {x.total}, "warmup_min_lr": {_flag(n["min"])}, "warmup_max_lr": {_flag(n["max"])}, '
            f'"warmup_num_steps": {w}, {shape}'
        )
        kind, lr = "WarmupDecayLR", n["max"]
    elif x.policy in ("cosine", "warmup") and n["max"]:
        params = (
            f'"total_num_steps": {x.total}, "warmup_min_ratio": {_flag(x.start / n["max"])}, '
            f'"warmup_num_steps": {w}, "cos_min_ratio": {_flag(n["min"] / n["max"])}, {shape}'
        )
        kind, lr = "WarmupCosineLR", n["max"]
    else:
        return None
    text = (
        f'{{"optimizer": {{"type": "AdamW", "params": {{"lr": {_flag(lr)}}}}},\n'
        f' "scheduler": {{"type": "{kind}", "params": {{{params}}}}}}}\n'
    )
    return Call(text, None, text)


def _flag(value: Any) -> str:
    """A number where a ratio cannot stand: the double, if it is no short decimal."""
    text = code_number(Fraction(value))
    return repr(float(Fraction(value))) if "/" in text else text


CANDIDATES: dict[str, tuple[Callable[[Taken], Call | None], ...]] = {
    "torch": (torch_step, torch_decay, torch_cycles),
    "transformers": (transformers_call, transformers_wsd),
    "optax": (optax_call,),
    "keras": (keras_call,),
    "timm": (timm_call,),
    "megatron": (megatron_call,),
    "deepspeed": (deepspeed_call,),
}
