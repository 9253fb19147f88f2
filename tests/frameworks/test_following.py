"""Scripts are followed in the order in which they would run: assignments, branches, defs, classes, flags.

The rates are those of torch's own runs of the scripts, written out where they are short.
"""

import math
from fractions import Fraction

import pytest

from lrcalc.frameworks.call.reading import Settings
from lrcalc.frameworks.errors import ReadError
from lrcalc.frameworks.python.reader import PythonText
from lrcalc.frameworks.python.source import Source
from lrcalc.frameworks.read import read
from tests.frameworks.refused import asked

OPT = "opt = torch.optim.SGD(net.parameters(), lr=lr)\n"
EXP = f"{OPT}sch = ExponentialLR(opt, gamma)\n"


def rates(text, steps, **settings):
    schedule = read(text, Settings(**settings)).schedule
    return [schedule.at(step) for step in steps]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        # x op= e, x = f(x), several names at once
        (f"lr = 1e-3\nlr *= 4\ngamma = 0.5\n{EXP}", 0.004, 0.002),
        (f"lr = 0.1\nlr = lr * 512 / 256\ngamma = 0.5\n{EXP}", 0.2, 0.1),
        (f"lr, gamma = 0.1, 0.5\nlr, gamma = lr * gamma, gamma ** 2\n{EXP}", 0.05, 0.0125),
        (f"a = b = 0.1\nlr = a + b\ngamma = 0.5\n{EXP}", 0.2, 0.1),
        # what comes after the scheduler is made does not count
        (f"lr = 0.1\ngamma = 0.5\n{EXP}lr = sch.get_last_lr()[0]\nlr = 1e-4\ngamma = 0.1\n", 0.1, 0.05),
        (f"lr = 0.1\ngamma = 0.5\n{EXP}for e in range(3):\n    lr = opt.param_groups[0]['lr']\n", 0.1, 0.05),
        # branches of a known condition
        (f"D = False\nlr = 0.1\ngamma = 0.5\nif D:\n    lr = 1.0\n{EXP}", 0.1, 0.05),
        (f"n = 'b'\ngamma = 0.5\nif n == 'a':\n    lr = 1\nelif n == 'b':\n    lr = 2\nelse:\n"
         f"    lr = 3\n{EXP}",
         2, 1),
        (f"lr = 1 if __name__ == '__main__' else 2\ngamma = 0.5\n{EXP}", 1, 0.5),
        # branches that are open, and have no part in it
        (f"lr = 0.1\ngamma = 0.5\nif torch.cuda.is_available():\n    d = 'cuda'\nelse:\n    d = 'cpu'\n{EXP}",
         0.1, 0.05),
        (f"if rank == 0:\n    lr = 0.1\nelse:\n    lr = 0.1\ngamma = 0.5\n{EXP}", 0.1, 0.05),
        (f"lr = 0.1\ngamma = 0.5\nif x:\n    lr = 3\n    raise ValueError\n{EXP}", 0.1, 0.05),
        ("gamma = 0.5\nif a == 'sgd':\n    opt = SGD(p, lr=0.1)\nelse:\n    opt = AdamW(p, lr=0.1)\n"
         "ExponentialLR(opt, gamma)\n", 0.1, 0.05),
        # loops: short ones turn by turn, others once
        ("m = []\nfor i in range(2):\n    m.append(i + 1)\nopt = SGD(p, lr=1)\nMultiStepLR(opt, m, 0.5)\n",
        1, 0.5),
        ("for fold in folds:\n    lr = 0.1\n    gamma = 0.5\n    opt = SGD(p, lr=lr)\n    "
         "s = ExponentialLR(opt, gamma)\n", 0.1, 0.05),
        # defs with arguments, defaults, closures and global
        ("def main(lr, gamma=0.5):\n    opt = SGD(p, lr=lr)\n    ExponentialLR(opt, gamma)\n"
         "main(0.1)\nlr = 9\n",
         0.1, 0.05),
        ("def make(opt, name, **kw):\n    if name == 'exp':\n        return ExponentialLR(opt, **kw)\n"
         "    return StepLR(opt, 3)\nopt = SGD(p, lr=1)\ns = make(opt, 'exp', gamma=0.5)\n", 1, 0.5),
        (f"lr = 0.1\ndef scale():\n    global lr\n    lr *= 2\nscale()\ngamma = 0.5\n{EXP}", 0.2, 0.1),
        ("def f(d):\n    def g(e):\n        return d ** e\n    return g\nopt = SGD(p, lr=1)\n"
         "LambdaLR(opt, f(0.5))\n", 1, 0.5),
        ("d = 0.5\nopt = SGD(p, lr=1)\ns = LambdaLR(opt, lambda e, d=d: d ** e)\nd = 0.9\n", 1, 0.5),
        # classes
        ("class C:\n    lr = 1\n    gamma = 0.5\nclass D(C):\n    lr = C.lr * 2\n"
         "opt = SGD(p, lr=D.lr)\nExponentialLR(opt, D.gamma)\n", 2, 1),
        ("class T:\n    def __init__(self, lr=1e-3, **kw):\n        self.lr = lr\n"
         "        self.g = kw.get('g', 1)\n"
         "        self.opt = SGD(p, lr=self.lr)\n        self.s = self.make()\n"
         "    def make(self):\n        return ExponentialLR(self.opt, self.g)\nT(lr=0.1, g=0.5)\n",
         0.1, 0.05),
        ("@dataclass\nclass C:\n    lr: float = 1e-3\n    gamma: float = 0.5\n    m: list = field("
         "default_factory=list)\nc = C(lr=0.1)\nc.lr *= 2\nopt = SGD(p, lr=c.lr)\n"
         "ExponentialLR(opt, c.gamma)\n",
         0.2, 0.1),
        ("class M(LightningModule):\n  def __init__(self, lr=1e-3, g=0.9):\n    self.save_hyperparameters()\n"
         "  def configure_optimizers(self):\n    opt = Adam(self.parameters(), lr=self.hparams.lr)\n"
         "    return [opt], [ExponentialLR(opt, self.hparams.g)]\nfit(M(lr=0.1, g=0.5))\n", 0.1, 0.05),
        # argparse
        ("p = argparse.ArgumentParser()\n"
         "p.add_argument('--learning-rate', dest='lr', type=float, default=0.1)\n"
         "p.add_argument('--g', default='0.5', type=float)\np.add_argument('--cos', action='store_true')\n"
         "args = p.parse_args()\nargs.lr = args.lr * 2\nopt = SGD(m, args.lr)\nif args.cos:\n"
         "    s = CosineAnnealingLR(opt, 9)\nelse:\n    s = ExponentialLR(opt, args.g)\n", 0.2, 0.1),
        ("p = argparse.ArgumentParser()\n"
         "p.add_argument('--lr', '--learning-rate', type=float, default=9, dest='lr')\n"
         "p.add_argument('--g', type=float)\na = p.parse_args(['--lr', '0.1', '--g=0.5'])\n"
         "opt = SGD(m, a.lr)\ns = ExponentialLR(opt, a.g)\n", 0.1, 0.05),
        # dicts that change
        ("c = {'lr': 0.1, 's': {'g': 0.9}}\nc['lr'] /= 2\nc['s'].update(g=0.5)\ndef f(h):\n"
         "    opt = SGD(p, lr=h['lr'])\n    return ExponentialLR(opt, **{'gamma': h['s']['g']})\nf(c)\n",
         0.05, 0.025),
        # tables of makers, partial
        ("T = {'e': partial(ExponentialLR, gamma=0.5)}\nO = {'sgd': torch.optim.SGD}\n"
         "opt = O['sgd'](p, lr=0.1)\ns = T['e'](opt)\n", 0.1, 0.05),
        # wrappers of optimizers, and those that are not known
        (f"lr = 0.1\ngamma = 0.5\n{OPT}net, opt = accelerator.prepare(net, opt)\nExponentialLR(opt, gamma)\n",
        0.1, 0.05),
        ("o = Adam(q, lr=4e-4)\nopt = FusedAdam(p, lr=0.1)\nExponentialLR(opt, 0.5)\n", 0.1, 0.05),
    ],
)  # fmt: skip
def test_a_name_is_what_was_assigned_before_it_in_the_flow(text, first, second):
    assert rates(text, (0, 1)) == pytest.approx([first, second])


@pytest.mark.parametrize(
    ("text", "name", "value", "first"),
    [
        (f"lr = 0.1\nif args.big:\n    lr = 1\ngamma = 0.5\n{EXP}", "args.big", True, 1),
        (f"if world_size > 1:\n    lr = 1\nelse:\n    lr = 0.1\ngamma = 0.5\n{EXP}", "world_size",
        Fraction(2), 1),
        (
            "if c.NAME == 'cosine':\n    s = CosineAnnealingLR(opt, T_max=c.N)\nelif c.NAME == 'step':\n"
            "    s = StepLR(opt, c.SIZE)\nopt = SGD(p, lr=2)\n",
            "c.NAME",
            "step",
            2,
        ),
        ("if a.sgd:\n    opt = SGD(p, lr=0.1)\nelse:\n    opt = Adam(p, lr=3)\nStepLR(opt, 9)\n", "a.sgd",
        False, 3),
        ("def f(cfg):\n    if cfg.x:\n        return 1\n    return 2\nopt = SGD(p, lr=f(c))\n"
         "StepLR(opt, 9)\n",
         "c.x", False, 2),
    ],
)  # fmt: skip
def test_what_an_open_condition_decides_is_asked_for_by_what_decides_it(text, name, value, first):
    error = asked(text)
    assert f"for {name}; give it: --let" in error
    settings = {"names": {name: value, "c.SIZE": Fraction(9), "c.N": Fraction(9)}}
    assert rates(text, (0,), **settings) == pytest.approx([first])


@pytest.mark.parametrize("grows", ["m.append(3)", "m = m + [3]", "m += [3]"])
def test_what_a_loop_of_open_length_makes_is_asked_for(grows):
    assert "for m; give it" in asked(f"m = [1]\nfor x in data:\n    {grows}\nMultiStepLR(SGD(p, lr=1), m)\n")


def test_a_flag_without_a_default_is_none_where_it_is_asked_for_and_else_missing():
    flags = "p = argparse.ArgumentParser()\np.add_argument('--lr', type=float)\na = p.parse_args()\n"
    assert rates(f"{flags}if a.lr is None:\n    a.lr = 0.1\nStepLR(SGD(p, a.lr), 9)\n", (0,)) == [0.1]
    assert "a.lr" in asked(f"{flags}StepLR(SGD(p, a.lr), 9)\n")


@pytest.mark.parametrize(
    ("text", "steps", "wanted"),
    [
        # what get_lr gives at last_epoch = t
        (
            "class PolyLR(_LRScheduler):\n"
            "    def __init__(self, optimizer, max_iters, power=0.9, last_epoch=-1):\n"
            "        self.power = power\n        self.max_iters = max_iters\n"
            "        super(PolyLR, self).__init__(optimizer, last_epoch)\n    def get_lr(self):\n"
            "        return [max(b * (1 - self.last_epoch / self.max_iters) ** self.power, 1e-6) "
            "for b in self.base_lrs]\nopt = SGD(p, lr=0.1)\ns = PolyLR(opt, 25)\n",
            (0, 5, 25),
            (0.1, 0.1 * 0.8**0.9, 1e-6),
        ),
        (
            "class W(LambdaLR):\n    def __init__(self, optimizer, w, last_epoch=-1):\n        self.w = w\n"
            "        super().__init__(optimizer, self.lr_lambda, last_epoch=last_epoch)\n"
            "    def lr_lambda(self, step):\n        if step < self.w:\n            return step / self.w\n"
            "        return 1\nW(SGD(p, lr=0.2), w=4)\n",
            (0, 1, 9),
            (0, 0.05, 0.2),
        ),
        (
            "class L:\n    def __init__(self, n, start):\n        self.n, self.start = n, start\n"
            "    def step(self, epoch):\n"
            "        return 1.0 - max(0, epoch - self.start) / (self.n - self.start)\n"
            "opt = Adam(p, lr=2e-4)\nLambdaLR(opt, lr_lambda=L(20, 10).step)\n",
            (0, 15, 20),
            (2e-4, 1e-4, 0),
        ),
        # the def of pytorch/examples
        (
            "def adjust_learning_rate(optimizer, epoch, args):\n    lr = args.lr * (0.1 ** (epoch // 30))\n"
            "    print(lr)\n    for param_group in optimizer.param_groups:\n        param_group['lr'] = lr\n"
            "for epoch in range(90):\n    adjust_learning_rate(opt, epoch, args)\nargs = dict(lr=0.1)\n",
            (0, 29, 30),
            (0.1, 0.1, 0.01),
        ),
        # that of MoCo, with its loop
        (
            "def adjust_learning_rate(optimizer, epoch, a):\n    lr = a.lr\n    if a.cos:\n"
            "        lr *= 0.5 * (1.0 + math.cos(math.pi * epoch / a.n))\n    else:\n"
            "        for milestone in a.schedule:\n            lr *= 0.1 if epoch >= milestone else 1.0\n"
            "    for g in optimizer.param_groups:\n        g['lr'] = lr\n"
            "a = Namespace(lr=1, cos=False, n=9, schedule=[3, 6])\nadjust_learning_rate(opt, 0, a)\n",
            (2, 3, 6),
            (1, 0.1, 0.01),
        ),
        (
            "values = [1.0, 0.5, 0.1]\ndef f(step):\n    for b, v in zip([2, 4], values):\n"
            "        if step < b:\n"
            "            return v\n    return values[-1]\nLambdaLR(SGD(p, lr=1), f)\n",
            (1, 2, 4),
            (1, 0.5, 0.1),
        ),
    ],
)
def test_schedules_of_the_texts_own_code(text, steps, wanted):
    assert rates(text, steps) == pytest.approx(list(wanted))


def test_a_share_of_an_epoch_asks_for_the_updates_of_one():
    text = (
        "def adjust(optimizer, epoch):\n    for g in optimizer.param_groups:\n        g['lr'] = epoch / 4\n"
        "for epoch in range(9):\n    for i, b in enumerate(loader):\n"
        "        adjust(opt, i / len(loader) + epoch)\n"
    )
    assert "--steps-per-epoch" in asked(text)
    assert rates(text, (0, 5), steps_per_epoch=5) == pytest.approx([0, 0.25])


def test_a_def_that_is_called_from_epoch_1_on_is_one_epoch_ahead():
    text = (
        "def adjust(optimizer, epoch):\n    for g in optimizer.param_groups:\n"
        "        g['lr'] = 0.1 ** epoch\n"
        "for epoch in range(1, 9):\n    adjust(opt, epoch)\n"
    )
    assert rates(text, (0, 1)) == pytest.approx([0.1, 0.01])


def test_two_schedulers_of_one_optimizer_multiply_or_are_refused():
    made = "opt = SGD(p, lr=1)\na = LinearLR(opt, 0.1, total_iters=3)\nb = ExponentialLR(opt, gamma=0.9)\n"
    # torch's own run of it: 0.1, then 0.4·0.9, and 0.7·0.81
    assert rates(f"{made}for e in range(9):\n    a.step()\n    b.step()\n", (0, 1, 2)) == pytest.approx(
        [0.1, 0.36, 0.567]
    )
    assert "an if steps in turn" in asked(f"{made}if e < 3:\n    a.step()\nelse:\n    b.step()\n")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            "opt = SGD(p, lr=1)\ns = StepLR(opt, 3)\nfor g in opt.param_groups:\n    g['lr'] = warm(i)\n",
            "line 4 sets the optimizer's rate too",
        ),
        (
            "opt = SGD(p, lr=1)\ns = StepLR(opt, 3)\nw = OwnWarmupScheduler(opt, 1, 3, s)\n",
            "OwnWarmupScheduler(…) of line 3 is given it and is not read",
        ),
        ("s = [StepLR(o, 3) for o in [SGD(p, lr=1), SGD(p, lr=2)]]\n", "line 1 makes 2 schedulers"),
        (
            "def rate(e):\n    return 0.1 / (1 + e)\nfor e in x:\n    rate(e + i / n)\n",
            "given, which is 'e + i / n'",
        ),
    ],
)
def test_what_a_text_does_beside_its_scheduler_is_said(text, note):
    assert any(note in one for one in read(text).notes)


def test_a_helper_of_one_argument_is_no_schedule_beside_the_arguments_of_a_trainer():
    text = (
        "def compute_metrics(p):\n    logits, labels = p\n    return metric.compute(logits, labels)\n"
        "args = TrainingArguments('o', learning_rate=2e-5, max_steps=100)\n"
    )
    assert rates(text, (0, 50)) == pytest.approx([2e-5, 1e-5])


def test_printing_has_no_part_in_a_rate():
    text = (
        "def lr_schedule(epoch):\n    '''Doc'''\n    lr = 1e-3\n    if epoch > 80:\n        lr *= 1e-1\n"
        "    print('Learning rate: ', lr)\n    logging.info('%s', lr)\n    return lr\n"
        "LearningRateScheduler(lr_schedule)\n"
    )
    assert rates(text, (80, 81)) == pytest.approx([1e-3, 1e-4])


@pytest.mark.parametrize(
    "called",
    ["math.log10(step+10)", "math.log2(step+2)", "math.tan(step/9)", "math.log1p(step)", "math.expm1(step/9)",
     "math.tanh(step/9)", "math.sqrt(step+2)", "math.ceil(step/3)", "math.log(step+2, 7)"],
)  # fmt: skip
def test_a_function_of_formulas_is_one_of_scripts(called):
    text = f"LambdaLR(SGD(p, lr=1.0), lambda step: {called})\n"
    assert rates(text, (1, 5)) == pytest.approx(
        [eval(called, {"math": math, "step": step}) for step in (1, 5)]
    )


def test_no_number_is_asked_for_what_is_another_at_each_step():
    text = "LambdaLR(SGD(p, lr=1.0), lambda step: {})\n"
    with pytest.raises(ReadError, match=r"line 1: expected a function that can be followed, got erf\(step"):
        read(text.format("2 * erf(step / 9)"))
    assert "give it: --let" in asked(text.format("step / number_of(data)"))


def test_the_rates_of_two_optimizers_do_not_stand_in_for_each_other():
    text = "d = Adam(q, lr=4e-4)\nopt = build_optimizer(model)\nStepLR(opt, 3)\n"
    assert "--lr 0.001" in asked(text)
    assert "cfg['lr']" in asked("opt = AdamW(p, **cfg)\nStepLR(opt, 3)\n")


@pytest.mark.parametrize(
    "text",
    [
        "def f(n):\n    f(n)\n    f(n)\n    StepLR(o, 3)\nf(1)\n" * 3,
        "".join(f"def f{n}():\n    f{n + 1}()\n    f{n + 1}()\n" for n in range(40)) + "StepLR(f0(), 3)\n",
        "for a in range(1000):\n" + "".join(" " * n + f"for x{n} in range(1000):\n" for n in range(1, 15))
        + " " * 15 + "y = 1\nStepLR(SGD(p, lr=y), z)\n",
        "".join(f"if a{n}:\n    x = {n}\n" for n in range(400)) + "StepLR(SGD(p, lr=x), 3)\n",
        "def f():\n" + "".join(f"    if a{n}:\n        if b{n}:\n            return {n}\n" for n in range(40))
        + "StepLR(SGD(p, lr=f()), 3)\n",
        "class A:\n    def __init__(self):\n        self.a = A()\nA()\nStepLR(o, n)\n",
        "x = []\n" + "x = [x, x]\n" * 200 + "if q:\n    x = [x]\nStepLR(o, x)\n",
    ],
    ids=["recursion", "calls that double", "loops", "branches", "returns", "instances", "lists that double"],
)  # fmt: skip
def test_a_text_that_would_not_end_ends_at_once(text):
    with pytest.raises(ReadError):
        read(text)


def test_what_a_def_calls_global_is_forgotten_when_it_is_left():
    # it is known by the address of the scope, which another may come to have
    defs = "def f():\n    global x\n    x = 0.2\ndef g():\n    x = 9\n"
    text = f"x = 0.1\n{defs}f()\ng()\nlr = x\ngamma = 0.5\n{EXP}"
    read = PythonText(Source(text), Settings())
    assert read.evaluator.outside == {}
    assert read.reading().schedule.at(0) == 0.2
