#!/usr/bin/env python3
"""plugin-cases.py: runs the plugin's cases and prints TAP.

    plugin-cases.py [--plugin=FILE] [--keep] [CASE...]

A case is one C or C++ file with DejaGnu's directives (dejagnu.py reads them);
those of plugin/c-c++-common/ run as both.  Each runs with every compiler of
SPARTA_GCCS at -O0, -O2 and -O2 -flto, or only at the -O of its dg-options.
plugin.test is the caller; runner.test proves that every check can fail.

SPDX-License-Identifier: MIT
"""
import sys
sys.dont_write_bytecode = True      # the source tree may be read-only

import argparse
import concurrent.futures
import glob
import os
import re
import shlex
import shutil
import tempfile

import dejagnu
from plugin_case import BUILD, SOURCE, Failure, Variant, run

LEVELS = ([], ['-O2'], ['-O2', '-flto'])


class Probe:
    """Proves that GCC loads the plugin: an option that it does not know makes
    it speak, which no compiler without it does."""

    def __init__(self, gcc, plugin):
        self.gcc, self.plugin = gcc, plugin

    def name(self):
        return 'the plugin loads ' + os.path.basename(self.gcc)

    def skip_reason(self):
        return None

    def command(self):
        return [self.gcc, '-fplugin=' + self.plugin,
                '-fplugin-arg-sparta-probe', '-c', 'probe.c']

    def check(self, folder):
        with open(os.path.join(folder, 'probe.c'), 'w',
                  encoding='ascii') as file:
            file.write('int probe;\n')
        _, said = run(self.command(), folder)
        if not re.search('error: .*unknown option.*-probe', said):
            raise Failure('the plugin did not load:\n' + said)


class Unreadable:
    """A case whose directives cannot be read."""

    def __init__(self, path, why):
        self.path, self.why = path, why

    def name(self):
        return os.path.basename(self.path)

    def skip_reason(self):
        return None

    def command(self):
        return []

    def check(self, folder):
        raise Failure(self.why)


def levels_of(case):
    own = [o for o in (case.options or []) if o.startswith('-O')]
    return [None] if own else LEVELS


def languages_of(path):
    if os.path.basename(os.path.dirname(path)) == 'c-c++-common':
        return ['c', 'c++']
    return ['c'] if path.endswith('.c') else ['c++']


def points_of(path, gccs, plugin):
    """All that is to be checked of the case at PATH."""
    try:
        case = dejagnu.read_case(path)
    except (dejagnu.DirectiveError, OSError) as error:
        return [Unreadable(path, str(error))]
    return [Variant(case, gcc, language, level, plugin)
            for gcc in gccs for language in languages_of(path)
            for level in levels_of(case)]


def outcome(point, scratch, keep):
    """The TAP of POINT without its number, and its comments."""
    reason = point.skip_reason()
    if reason is not None:
        return 'ok', ' # SKIP ' + reason, ''
    folder = tempfile.mkdtemp(dir=scratch)
    try:
        point.check(folder)
        return 'ok', '', ''
    except Failure as failure:
        why = str(failure)
    except Exception as error:      # a bug of ours must not end the stream
        why = 'the runner broke: %r' % error
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)
    kept = ['in ' + folder] if keep else []
    return 'not ok', '', '\n'.join([why, shlex.join(point.command())] + kept)


def report(points, scratch, keep):
    """Runs POINTS, some at once, prints them in order; the exit status."""
    status = 0
    print('1..%d' % len(points), flush=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = pool.map(lambda p: outcome(p, scratch, keep), points)
        for number, (point, (word, tail, why)) in enumerate(
                zip(points, outcomes), 1):
            print('%s %d - %s%s' % (word, number, point.name(), tail))
            for line in why.splitlines():
                print('#   ' + line)
            sys.stdout.flush()
            status |= word != 'ok'
    return status


def all_cases():
    folders = [os.path.join(SOURCE, 'plugin'),
               os.path.join(SOURCE, 'plugin', 'c-c++-common')]
    return sorted(path for folder in folders for suffix in ('c', 'cc')
                  for path in glob.glob(os.path.join(folder, '*.' + suffix)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--plugin',
                        default=os.path.join(BUILD, 'plugin', 'sparta.so'))
    parser.add_argument('--keep', action='store_true',
                        help='keep the folder of a case that failed')
    parser.add_argument('cases', nargs='*')
    arguments = parser.parse_args()
    gccs = os.environ.get('SPARTA_GCCS', '').split()
    cases = arguments.cases or all_cases()
    if not gccs or not cases:
        sys.exit('plugin-cases.py: no compiler in SPARTA_GCCS, or no case')
    plugin = os.path.abspath(arguments.plugin)
    points = [Probe(gcc, plugin) for gcc in gccs]
    for path in cases:
        points += points_of(path, gccs, plugin)
    scratch = tempfile.mkdtemp(prefix='plugin-cases-')
    try:
        return report(points, scratch, arguments.keep)
    finally:
        if not arguments.keep:
            shutil.rmtree(scratch, ignore_errors=True)


if __name__ == '__main__':
    sys.exit(main())
