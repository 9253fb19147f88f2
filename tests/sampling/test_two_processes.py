import os
import signal
import threading
from unittest import mock

import pytest

from lrcalc.sampling.two_processes import PART, _in_two_processes, _parts

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="without fork there is one process")


def squares(part):
    return [f"{step * step}\n" for step in part]


def test_the_parts_of_both_come_out_in_order():
    run = range(3, 5 * PART, 2)
    assert "".join(_in_two_processes(run, squares)) == "".join(squares(run))


@pytest.mark.parametrize("fails_at", [0, 1, PART, 2 * PART - 1, 3 * PART + 17])
def test_what_the_helper_stops_at_is_done_here(fails_at):
    here = os.getpid()

    def work(part):
        if os.getpid() == here:
            # found in other pieces than there
            yield "".join(squares(part))
            return
        for step in part:
            if step >= fails_at:
                raise ArithmeticError
            yield from squares([step])

    run = range(4 * PART)
    assert "".join(_in_two_processes(run, work)) == "".join(squares(run))


@pytest.mark.parametrize("length", [1, 2, 3, PART, 2 * PART, 2 * PART + 1, 1_000_001])
def test_the_parts_are_as_many_for_either_and_not_too_long(length):
    parts = list(_parts(range(length)))
    assert [step for part in parts for step in part] == list(range(length))
    assert max(map(len, parts)) <= PART
    here, there = (sum(map(len, parts[first::2])) for first in (0, 1))
    assert 0 <= here - there <= len(parts[0])


def test_control_c_amid_the_fork_waits_until_it_is_over():
    forked = []
    fork = os.fork

    def interrupted_fork():
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)
        forked.append(fork())
        return forked[-1]

    with mock.patch("os.fork", interrupted_fork), pytest.raises(KeyboardInterrupt):
        list(_in_two_processes(range(4 * PART), squares))
    assert len(forked) == 1
    with pytest.raises(ChildProcessError):  # it was waited for
        os.waitpid(forked[0], os.WNOHANG)
