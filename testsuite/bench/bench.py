"""bench.py: our package against a pure Python handler, through awslambdaric.

    bench.py PYTHON PACKAGE [ROUNDS]

PYTHON has awslambdaric; PACKAGE has the function Echo.  They are run by turns,
a fresh process each, so that what else the machine does meets all.  Prints the
medians and their ratio for each size of event, and beside them what the
client itself takes, which no package can be faster than.  Init is from the
start of a process to its first request; there the lower quartile stands for a
side, since what else the machine does only adds.  A ratio's spread is that of
the rounds' own ratios, from quartile to quartile.  Exits 1 where a ratio is
above what we promise.

SPDX-License-Identifier: MIT
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
import zipfile

from runtime_api import RuntimeApi

# Bytes of the event, invocations a round, and the ratio that is promised.
SIZES = ((100, 300, 1.0), (10_000, 200, 0.4), (1_000_000, 20, 0.2))
WARM_UP = 5
# Starts a round, and the ratio that is promised.
INITS, INIT_LIMIT = 10, 1.05


def make_event(size):
    """An object of many small members, SIZE bytes or a little more."""
    members = {}
    text = "{}"
    while len(text) < size:
        missing = (size - len(text)) // 30 + 1
        start = len(members)
        for i in range(start, start + missing):
            members["key%06d" % i] = "value %08d" % i
        text = json.dumps(members, separators=(",", ":"))
    return text.encode()


def measure_init(python, folder, handler):
    """The microseconds up to a fresh process's first request.  As on Lambda,
    what the package has is compiled, and not kept."""
    api = RuntimeApi([])
    api.run([python, "-m", "awslambdaric", handler], folder, handler,
            {"PYTHONDONTWRITEBYTECODE": "1"})
    api.close()
    if api.ready_ns is None:
        sys.exit("bench: %s did not start" % handler)
    return [(api.ready_ns - api.started_ns) / 1000]


def measure(python, folder, handler, event, n):
    """The microseconds of N invocations in a fresh process."""
    api = RuntimeApi([event] * (n + WARM_UP), timeout_s=60)
    api.run([python, "-m", "awslambdaric", handler], folder, handler)
    api.close()
    good = [result for result in api.results
            if result.kind == "response"
            and json.loads(result.body) == json.loads(event)]
    if len(good) != n + WARM_UP:
        last = api.results[-1].body if api.results else b"nothing"
        sys.exit("bench: %s answered %d of %d events; last: %r"
                 % (handler, len(good), n + WARM_UP, last[:200]))
    return [result.us for result in good[WARM_UP:]]


def compare(sides, rounds, once):
    """The lists that ONCE returns for each side, which are run by turns."""
    found = [[] for _ in sides]
    for _ in range(rounds):
        for side, lists in zip(sides, found):
            lists.append(once(*side))
    return found


def lower_quartile(times):
    return sorted(times)[len(times) // 4]


def print_row(what, found, middle, limit):
    """A row of what compare found; whether it keeps LIMIT."""
    our_us, pure_us, client_us = (middle(sum(lists, [])) for lists in found)
    ratio = our_us / pure_us
    each = sorted(middle(ours) / middle(pure)
                  for ours, pure in zip(*found[:2]))
    quarter = len(each) // 4
    print("%10s %12.1f %12.1f %8.3f %6.2f to %4.2f %8.2f %12.1f %8.2f%s"
          % (what, our_us, pure_us, ratio, each[quarter], each[-1 - quarter],
             limit, client_us, client_us / pure_us,
             "" if ratio <= limit else "  missed"), flush=True)
    return ratio <= limit


def report(python, ours, others, rounds):
    """Whether every ratio is as promised."""
    sides = ((ours, "index.Echo"), (others, "pure.handler"),
             (others, "client.handler"))
    print("%10s %12s %12s %8s %14s %8s %12s %8s"
          % ("bytes", "sparta us", "python us", "ratio", "spread", "at most",
             "client us", "ratio"))
    found = compare(sides, rounds * INITS,
                    lambda *side: measure_init(python, *side))
    good = print_row("init", found, lower_quartile, INIT_LIMIT)
    for size, n, limit in SIZES:
        event = make_event(size)
        found = compare(sides, rounds,
                        lambda *side: measure(python, *side, event, n))
        good = print_row(len(event), found, statistics.median, limit) and good
    # What else runs adds to all sides alike, and so draws the ratios to 1.
    print("load average %.1f on %d processors"
          % (os.getloadavg()[0], os.cpu_count()))
    return good


def main(python, package, rounds="5"):
    work = tempfile.mkdtemp()
    try:
        ours, others = os.path.join(work, "ours"), os.path.join(work, "others")
        with zipfile.ZipFile(package) as file:
            file.extractall(ours)
        os.mkdir(others)
        here = os.path.dirname(os.path.abspath(__file__))
        for name in ("pure.py", "client.py"):
            shutil.copy(os.path.join(here, name), others)
        return 0 if report(python, ours, others, int(rounds)) else 1
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
