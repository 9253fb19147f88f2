"""ESPnet, and WeNet and FunASR, whose configurations have the same names: warmuplr."""

from __future__ import annotations

from lrcalc.expression import STEP, power
from lrcalc.frameworks.call.shapes import HALF, number
from lrcalc.frameworks.call.target import Formula, Piece, Target
from lrcalc.frameworks.configuration.config import Config, Layout


def warmup(c: Config) -> Target:
    """lr·√W·min(k^−½, k·W^−1.5), where k is t + 1."""
    lr = c.rate("optim_conf.lr", "lr")
    warm = c.steps("scheduler_conf.warmup_steps", default=25_000, least=1)
    c.note("the clock shows t + 1: the highest rate is at W − 1")
    falling = number(lr) * power(number(warm) / (STEP + 1), HALF)
    return Formula(
        [Piece(0, number(lr) * ((STEP + 1) / number(warm)), "warm-up"), Piece(warm, falling, "decay")]
    )


def _is_espnet(c: Config) -> bool:
    return c.has("scheduler_conf.warmup_steps") and c.text("scheduler").lower() == "warmuplr"


LAYOUTS = (Layout("ESPnet", "configuration", _is_espnet, warmup),)
