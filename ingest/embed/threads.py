"""In how many threads matrices are multiplied and texts are read. Owner of threadpoolctl."""

import os
from functools import cache

from threadpoolctl import ThreadpoolController


class _Cores:
    """How many this process may keep busy at once."""

    n = os.cpu_count() or 1


def n_cores() -> int:
    """How many cores this process may keep busy."""
    return _Cores.n


def use_one_core() -> None:
    """Before anything is read: keep to one core, as one of several processes that answer."""
    _Cores.n = 1
    os.environ["OMP_NUM_THREADS"] = "1"  # torch asks when it is imported


@cache
def numpy_in_one_thread() -> None:
    """Have NumPy's own matrix library work in one thread.

    A scan waits for memory, not for processors: a second thread gains nothing on a quiet machine,
    and on a busy one each waits for the other (100,000 x 384 on two cores with a load of 13: 48 ms
    in two threads, 28 in one; 10,000: 20 ms and 0.5; a question through the encoder with a load of
    3: 56 ms in two threads, 23 in one). Twenty readers at once are threads enough.
    """
    ThreadpoolController().select(internal_api="openblas").limit(limits=1)


def let_threads_sleep() -> None:
    """Before torch is first imported: have its threads sleep while they wait, not spin.

    While documents are read beside it spinning costs half as much processor time again (6.7 s
    instead of 4.4 s for 80 passages), on a machine whose cores are all taken three times as much
    (2.5 s instead of 0.8 s for 100 sentences).
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def torch_on_all_cores() -> None:
    """Have torch, which reads passages by the batch, use every core that it may."""
    let_threads_sleep()
    import torch  # noqa: PLC0415

    torch.set_num_threads(n_cores())
