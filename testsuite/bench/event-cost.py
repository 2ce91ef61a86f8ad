#!/usr/bin/env python3
"""event-cost.py: what three members of an event cost, in instructions and in
time: by sparta_event_get, by jansson's tree, by Python's json.

    event-cost.py EVENT-COST [SECONDS]

EVENT-COST is the program beside; SECONDS is about how long each is timed.
The members are the first, one in the middle, and the last, of events of 10 KB
and 1 MB in two forms: records, where they stand between two arrays of objects,
and members, where they stand among thousands of small ones.  Instructions are
valgrind's, of N calls less those of one.  The status is 1 where jansson's are
not 5 times ours at 1 MB, or ours grow faster than the event does.

SPDX-License-Identifier: MIT
"""
import sys
sys.dont_write_bytecode = True      # the source tree may be read-only

import json
import os
import re
import shutil
import subprocess
import tempfile
import time

LEAST = 5
GROWTH = 1.2
WAYS = ('get', 'jansson', 'python')


def answer(text):
    """What the handler does, in Python."""
    event = json.loads(text)
    return json.dumps([event['first'], event['middle']['n'], event['last']],
                      separators=(',', ':'))


def python(name, n):
    """The program's other form: event-cost.py python FILE N."""
    with open(name, 'rb') as file:
        text = file.read()
    start, said = time.monotonic_ns(), ''
    for _ in range(n):
        said = answer(text)
    print((time.monotonic_ns() - start) // max(n, 1), said)


def record(i):
    return {'messageId': '059f36b4-87a3-44ab-83d2-%012d' % i,
            'body': '{"order":%d,"note":"for \u00e9"}' % i,
            'attributes': {'SentTimestamp': str(1545082649183 + i),
                           'ApproximateReceiveCount': '1'},
            'number': i / 8, 'flag': i % 2 == 0, 'none': None,
            'eventSource': 'aws:sqs', 'awsRegion': 'us-east-2'}


def records(n):
    return [('Records', [record(i) for i in range(n)])]


def members(n):
    return [('member%d' % i, (i, 'value %d' % i, i / 8, True)[i % 4])
            for i in range(n)]


def event(form, size):
    """An event of about SIZE bytes."""
    def text(n):
        half = form(n)
        again = [('more' + name, value) for name, value in half]
        return json.dumps(dict([('first', 'one')] + half
                               + [('middle', {'n': 2})] + again
                               + [('last', 'three')]))
    return text(10 * size // len(text(10)))


def run(command):
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE,
                          universal_newlines=True).stdout.split(None, 1)
    return int(said[0]), said[1:]


def count(command, folder):
    log = os.path.join(folder, 'log')
    subprocess.run(['valgrind', '--tool=exp-bbv', '--instr-count-only=yes',
                    '--bb-out-file=/dev/null', '--pc-out-file=/dev/null',
                    '--log-file=' + log] + command, check=True,
                   stdout=subprocess.DEVNULL)
    with open(log, encoding='utf-8') as file:
        return sum(map(int, re.findall(r'Total (?:instructions|reps): (\d+)',
                                       file.read())))


def measure(commands, folder, size, seconds):
    """Instructions and ns of a call, a pair for each of COMMANDS."""
    calls = 3 if size > 100000 else 50
    said = [run(command + ['1'])[1] for command in commands]
    if said.count(said[0]) != len(said):
        sys.exit('event-cost: they answer differently: %s' % said)
    for command in commands:
        less, more = (count(command + [str(n)], folder)
                      for n in (1, 1 + calls))
        once = run(command + ['3'])[0]
        rounds = max(3, int(seconds * 1e9 / 5 / max(once, 1)))
        best = min(run(command + [str(rounds)])[0] for _ in range(5))
        yield (more - less) // calls, best


def main():
    program, seconds = sys.argv[1], float((sys.argv[2:] or ['1'])[0])
    if shutil.which('valgrind') is None:
        print('event-cost: skipped: valgrind is not installed',
              file=sys.stderr)
        return 77
    good = True
    print('%-8s %9s  %-8s %13s %8s %11s %8s'
          % ('event', 'bytes', 'by', 'instructions', 'ratio', 'us', 'ratio'))
    with tempfile.TemporaryDirectory() as folder:
        for form in (records, members):
            a_byte = []                 # instructions of ours
            for size in (10 * 1000, 1000 * 1000):
                text = event(form, size)
                name = os.path.join(folder, 'event')
                with open(name, 'w', encoding='utf-8') as file:
                    file.write(text)
                commands = [[program, 'get', name],
                            [program, 'jansson', name],
                            [sys.executable, __file__, 'python', name]]
                costs = list(measure(commands, folder, size, seconds))
                for way, (instructions, ns) in zip(WAYS, costs):
                    print('%-8s %9d  %-8s %13d %8.1f %11.1f %8.1f'
                          % (form.__name__, len(text), way, instructions,
                             instructions / costs[0][0], ns / 1000,
                             ns / costs[0][1]), flush=True)
                a_byte.append(costs[0][0] / len(text))
            good = good and costs[1][0] >= LEAST * costs[0][0] \
                and a_byte[1] <= GROWTH * a_byte[0]
    return 0 if good else 1


if __name__ == '__main__':
    if sys.argv[1] == 'python':
        sys.exit(python(sys.argv[2], int(sys.argv[3])))
    sys.exit(main())
