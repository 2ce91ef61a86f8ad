"""bench.py: our package against a pure Python handler, through awslambdaric.

    bench.py PYTHON PACKAGE [ROUNDS]

PYTHON has awslambdaric; PACKAGE has the function Echo.  They are run by turns,
a fresh process each, so that what else the machine does meets all.  Prints the
medians and their ratio for each size of event, and beside them what the
client itself takes, which no package can be faster than; exits 1 where a ratio
is above what we promise.

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


def compare(python, ours, others, size, n, rounds):
    """The length of the event, and the medians: ours, pure, client."""
    event = make_event(size)
    sides = ((ours, "index.Echo"), (others, "pure.handler"),
             (others, "client.handler"))
    times = {handler: [] for _, handler in sides}
    for _ in range(rounds):
        for folder, handler in sides:
            times[handler] += measure(python, folder, handler, event, n)
    return [len(event)] + [statistics.median(times[handler])
                           for _, handler in sides]


def report(python, ours, others, rounds):
    """Whether every ratio is as promised."""
    good = True
    print("%10s %12s %12s %8s %10s %12s %8s"
          % ("bytes", "sparta us", "python us", "ratio", "at most",
             "client us", "ratio"))
    for size, n, limit in SIZES:
        size, our_us, pure_us, client_us = compare(python, ours, others, size,
                                                   n, rounds)
        ratio = our_us / pure_us
        good = good and ratio <= limit
        print("%10d %12.1f %12.1f %8.2f %10.2f %12.1f %8.2f%s"
              % (size, our_us, pure_us, ratio, limit, client_us,
                 client_us / pure_us, "" if ratio <= limit else "  missed"),
              flush=True)
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
