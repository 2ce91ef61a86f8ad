"""faults.py: one host before each fault of the Runtime API.

    faults.py --world=LIBRARY [--only=TEXT] [--jobs=N] [--patience=S]
              FOLDER COMMAND...

Runs COMMAND, which serves service.c, in FOLDER against faulty_api.py, once for
each fault of table.py that happens once and once for each that always does,
with LIBRARY, which is world.c, preloaded; prints TAP.  Whatever the fault: the
process is never hung nor busy, calls its handler once for each event handed
over, and each such event is answered once or a line on standard error says
that it is not.

SPDX-License-Identifier: MIT
"""

import argparse
import concurrent.futures
import os
import re
import signal
import sys
import tempfile
import threading
import time

import faulty_api
import table

# Half a minute of silence lasts a second and a half.
SPEED = 20
# What a run may cost: many times what it does, far less than a busy wait's.
CPU_S = 0.4
REQUESTS = 40
# Bytes that a big body, sent again and again, or read, may cost more.
BIG_CPU_S = 1.5


class Run:
    """One process before one fault."""

    def __init__(self, part, fault, always, taken=True, storm=False):
        self.part = part
        self.fault = fault
        self.always = always
        self.taken = taken
        self.env = dict(fault.env, **({"FAULT_STORM": "1"} if storm else {}))
        self.wanted = fault.always if always else fault.once
        self.name = "%s: %s, %s%s%s" % (
            part, fault.name, "always" if always else "once",
            ", the answer taken" if taken and len(fault.taken) > 1 else "",
            ", signals" if storm else "")

    def speed(self):
        """Seconds of the process's own in one of ours."""
        return 1 if self.fault.real_time else SPEED

    def n_events(self):
        """Enough for a client to give up; few where it must not."""
        if not self.always:
            return 4
        if self.fault.on == "event" and self.wanted == table.ENDS:
            return 9
        return 2 if self.fault.on in ("answer", "request") else 3


def environment(run, api, folder, world):
    init = run.fault.on == "init"
    env = {"AWS_LAMBDA_RUNTIME_API": api.address,
           "_HANDLER": "service." + ("None" if init else run.fault.function),
           "LAMBDA_TASK_ROOT": "/nonexistent" if init else folder,
           "AWS_LAMBDA_FUNCTION_NAME": "faults",
           "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
           "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
           "AWS_REGION": "us-east-1",
           "PATH": os.environ["PATH"],
           "TZ": ":UTC",
           "LD_PRELOAD": world, "FAULT_SPEED": str(run.speed())}
    env.update(run.env)
    return env


class Process:
    """COMMAND, what it printed, what it cost, and how it ended."""

    def __init__(self, command, folder, env):
        self.out = tempfile.TemporaryFile()
        self.err = tempfile.TemporaryFile()
        null = os.open(os.devnull, os.O_RDONLY)
        actions = [(os.POSIX_SPAWN_DUP2, null, 0),
                   (os.POSIX_SPAWN_DUP2, self.out.fileno(), 1),
                   (os.POSIX_SPAWN_DUP2, self.err.fileno(), 2)]
        command = ["sh", "-c", 'cd "$0" && exec "$@"', folder] + command
        self.pid = os.posix_spawnp(command[0], command, env,
                                   file_actions=actions, setpgroup=0)
        os.close(null)
        self.status = self.cpu_s = None

    def poll(self, options=os.WNOHANG):
        if self.status is None:
            pid, status, usage = os.wait4(self.pid, options)
            if pid != 0:
                self.status = os.waitstatus_to_exitcode(status)
                self.cpu_s = usage.ru_utime + usage.ru_stime
        return self.status

    def kill(self):
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.poll(0)

    def text(self, file):
        file.seek(0)
        return file.read().decode("utf-8", "replace")


class Outcome:
    """What a run came to; WRONG lists what must not be."""

    def __init__(self, run, api, process, asked):
        self.run = run
        self.api = api
        self.asked = asked
        self.status = None if asked else process.status
        self.cpu_s = process.cpu_s
        self.out = process.text(process.out)
        self.err = process.text(process.err)
        self.lines = len(re.findall("Runtime API at", self.err))
        self.wrong = []

    def judge(self):
        self.judge_process()
        for event in self.api.events:
            self.judge_event(event)
        if self.api.strange:
            self.wrong.append("asked for %s" % self.api.strange)
        if self.api.hits == 0 and self.run.fault.on != "process":
            self.wrong.append("the fault did not happen")
        lost = sum(event.given > len(event.taken)
                   for event in self.api.events)
        if lost > self.lines:
            self.wrong.append("%d events are not answered, %d lines say so"
                              % (lost, self.lines))
        found = self.found()
        if found != {self.run.wanted}:
            self.wrong.append("wanted %s, was %s"
                              % (self.run.wanted, sorted(found)))

    def judge_process(self):
        big = (self.run.fault.function == "Big"
               or "without end" in self.run.fault.name)
        if self.cpu_s > (BIG_CPU_S if big else CPU_S):
            self.wrong.append("busy: %.2f s" % self.cpu_s)
        if self.api.requests > REQUESTS:
            self.wrong.append("busy: %d requests" % self.api.requests)
        if not self.asked and self.status is None:
            self.wrong.append("hung")
        elif self.status == 1:
            if ("Runtime API at" not in self.err
                    and self.run.fault.on != "init"):
                self.wrong.append("ended without a word")
        elif self.status is not None:
            self.wrong.append("ended with status %d" % self.status)

    def judge_event(self, event):
        calls = len(re.findall("^handled %s " % event.id, self.out, re.M))
        answers = len(event.taken)
        name = event.id
        if answers > event.given:
            self.wrong.append("%s is answered %d times" % (name, answers))
        if calls > event.given:
            self.wrong.append("%s is handled %d times" % (name, calls))
        # A repeated answer is the same answer.
        for verb, kind, body in event.repeated:
            if (verb, kind, body) not in event.taken:
                self.wrong.append("%s has another answer: %s %s"
                                  % (name, verb, body[:80]))
        if event.given > 0 and not event.hit and event.given != answers:
            self.wrong.append("%s is not answered" % name)
        for verb, kind, body in event.taken:
            self.judge_answer(event, verb, body, calls)

    def judge_answer(self, event, verb, body, calls):
        wanted = event.body
        if event.hit and self.run.fault.seen is not None:
            wanted = wanted[:self.run.fault.seen]
        if verb == "response" and calls == 0:
            self.wrong.append("%s is answered unhandled" % event.id)
        if (verb == "response" and self.run.fault.function == "Echo"
                and body != wanted):
            self.wrong.append("%s is answered %s" % (event.id, body[:80]))

    def found(self):
        """What came of the events that the fault concerned, in the words of
        the table."""
        if self.status == 1 and self.run.fault.on != "init":
            return {table.ENDS}
        if self.run.fault.on == "init":
            taken = len(self.api.init_errors) > self.api.hits
            return {table.ANSWERED if taken else table.ENDS}
        if self.run.fault.on == "extension":
            return {self.came_of(event) for event in self.api.events}
        hit = [event for event in self.api.events
               if event.hit or event.number == 2]
        return {self.came_of(event) for event in hit}

    @staticmethod
    def came_of(event):
        if not event.taken:
            return table.REPORTED
        return (table.ANSWERED if event.taken[-1][0] == "response"
                else table.ERROR)


def execute(run, folder, command, world, patience_s):
    api = faulty_api.FaultyApi(run.fault, run.always, run.taken,
                               run.n_events(), run.speed())
    process = Process(command, folder, environment(run, api, folder, world))
    end = time.monotonic() + patience_s
    while (process.poll() is None and time.monotonic() < end
           and not api.done.wait(0.02)):
        pass
    asked = process.status is None and api.done.is_set()
    process.kill()
    hung = not asked and process.status == -signal.SIGKILL
    api.close()
    outcome = Outcome(run, api, process, asked)
    if hung:
        outcome.status = None
    outcome.judge()
    return outcome


def runs():
    """The longest first would be quicker; the manual's order is readable."""
    for part, fault in table.faults():
        if fault.once != table.NEVER:
            for taken in fault.taken:
                yield Run(part, fault, False, taken)
            if fault.storm:
                yield Run(part, fault, False, fault.taken[-1], storm=True)
        if fault.always != table.NEVER:
            yield Run(part, fault, True, fault.taken[0])


def report(number, outcome):
    print("%s %d - %s" % ("not ok" if outcome.wrong else "ok", number,
                          outcome.run.name.replace("#", "")))
    if outcome.wrong:
        for line in outcome.wrong + (outcome.err + outcome.out).split("\n"):
            print("# " + line[:300])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--world", required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=48)
    parser.add_argument("--patience", type=float, default=40)
    parser.add_argument("folder")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    threading.stack_size(256 << 10)
    wanted = [run for run in runs() if options.only in run.name]
    print("1..%d" % len(wanted), flush=True)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        futures = [pool.submit(execute, run, options.folder, options.command,
                               options.world, options.patience)
                   for run in wanted]
        outcomes = [future.result() for future in futures]
    for number, outcome in enumerate(outcomes, 1):
        report(number, outcome)
    cpu_s = sum(outcome.cpu_s for outcome in outcomes)
    print("# %d runs, %.2f s of the processes' CPU, at most %.2f s, at most "
          "%d requests" % (len(outcomes), cpu_s,
                           max(outcome.cpu_s for outcome in outcomes),
                           max(one.api.requests for one in outcomes)))
    return any(outcome.wrong for outcome in outcomes)


if __name__ == "__main__":
    sys.exit(main())
