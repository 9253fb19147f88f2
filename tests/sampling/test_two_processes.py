import os
import signal
import threading
from unittest import mock

import pytest

from lrcalc.sampling.two_processes import PART, _in_two_processes

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="without fork there is one process")


def squares(part):
    return [f"{step * step}\n" for step in part]


def test_the_parts_of_both_come_out_in_order():
    run = range(3, 5 * PART, 2)
    assert "".join(_in_two_processes(run, squares)) == "".join(squares(run))


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
