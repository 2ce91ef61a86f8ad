"""emf.py: whether metrics leave as CloudWatch's embedded metric format has it.

    emf.py PROGRAM

Calls the functions of PROGRAM (emf.c) and holds each line against the
format's specification, written anew here.  emf.test is the caller.

SPDX-License-Identifier: MIT
"""
import json
import re
import subprocess
import sys
import time

OWN = {'Uptime': 'Seconds', 'Duration': 'Milliseconds', 'ColdStart': 'Count',
       'LambdaResponseLength': 'Bytes', 'Errors': 'Count'}
UNIT = re.compile(r'(None|Percent|Seconds|Microseconds|Milliseconds|'
                  r'(Count|Bytes|Bits|(Kilo|Mega|Giga|Tera)(bytes|bits))'
                  r'(/Second)?)\Z')
points = 0


def point(right, text, why=''):
    global points
    points += 1
    print('%sok %d - %s' % ('' if right else 'not ', points, text))
    if not right and why:
        print('# %.2000s' % (why,))


def members(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError('a member comes twice: %s' % names)
    return dict(pairs)


def constant(text):
    raise ValueError(text)


def check_value(value):
    values = value if isinstance(value, list) else [value]
    assert 1 <= len(values) <= 100, len(values)
    for number in values:
        assert type(number) in (int, float), number
        assert abs(number) <= 2.0 ** 360, number


def check_directive(directive, root):
    assert set(directive) == {'Namespace', 'Dimensions', 'Metrics'}, directive
    assert re.match(r'[^:][A-Za-z0-9._/#: -]{,254}\Z', directive['Namespace'])
    for dimensions in directive['Dimensions']:
        assert 0 < len(dimensions) <= 30
        for name in dimensions:
            assert isinstance(root[name], str), name
            assert re.match(r'[!-~][ -~]{,1023}\Z', root[name]), root[name]
    assert 1 <= len(directive['Metrics']) <= 100
    names = [metric['Name'] for metric in directive['Metrics']]
    assert len(set(names)) == len(names)
    for metric in directive['Metrics']:
        assert set(metric) == {'Name', 'Unit'}, metric
        assert 1 <= len(metric['Name']) <= 1024
        assert UNIT.match(metric['Unit']), metric
        check_value(root[metric['Name']])


def check_line(line):
    """The line's root, if it keeps the rules."""
    assert len(line) <= 256 * 1024, len(line)
    root = json.loads(line.decode('ascii'), object_pairs_hook=members,
                      parse_constant=constant)
    meta = root['_aws']
    assert set(meta) == {'Timestamp', 'CloudWatchMetrics'}, meta
    assert isinstance(meta['Timestamp'], int)
    assert abs(meta['Timestamp'] / 1000 - time.time()) < 60
    for directive in meta['CloudWatchMetrics']:
        check_directive(directive, root)
    return root


def values(roots, name):
    """All values of the metric NAME, in order, with their units."""
    found = []
    for root in roots:
        for directive in root['_aws']['CloudWatchMetrics']:
            for metric in directive['Metrics']:
                if metric['Name'] == name:
                    value = root[name]
                    value = value if isinstance(value, list) else [value]
                    found += [(number, metric['Unit']) for number in value]
    return found


def call(program, function):
    """The payload, and the lines' roots; both streams of what it prints are
    standard error."""
    done = subprocess.run([program, 'invoke', function], input=b'{}',
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False)
    lines = [line for line in done.stderr.splitlines()
             if line.startswith(b'{"_aws"')]
    try:
        roots = [check_line(line) for line in lines]
        point(len(roots) > 0, '%s: the lines keep the format' % function,
              done.stderr)
        return done.stdout.decode(), roots
    except (AssertionError, KeyError, ValueError) as error:
        point(False, '%s: the lines keep the format' % function, repr(error))
        return done.stdout.decode(), []


def check_own(function, roots, errors):
    last = roots[-1] if roots else {}
    units = {m['Name']: m['Unit'] for root in roots[-1:]
             for d in root['_aws']['CloudWatchMetrics'] for m in d['Metrics']}
    point(all(units.get(name) == unit for name, unit in OWN.items())
          and last.get('Path') == '/' + function
          and last.get('Name') == 'deployed'
          and last.get('ColdStart') == 1 and last.get('Errors') == errors
          and 0 <= last.get('Duration', -1) <= 1000 * last['Uptime'] < 60000
          and all(len(values(roots, name)) == 1 for name in OWN),
          '%s: the runtime\'s own' % function, str(last))


def main(program):
    payload, roots = call(program, 'Numbers')
    payload = payload.strip('"').replace(',', '.')      # the locale's
    wanted = [float.fromhex(text) for text in payload.split()]
    got = [float(number) for number, _ in values(roots, 'Values')]
    point(len(got) > 0 and got == wanted, 'numbers come back as they went',
          '%s %s' % (got, wanted))
    check_own('Numbers', roots, 0)

    _, roots = call(program, 'Names')
    check_own('Names', roots, 0)
    names = [m['Name'] for root in roots
             for d in root['_aws']['CloudWatchMetrics'] for m in d['Metrics']]
    point(len(names) == 310 + len(OWN) and len(set(names)) == len(names)
          and {'"', '\\', '\\u0041', '</script>'} <= set(names),
          'names come as they went')

    _, roots = call(program, 'Many')
    check_own('Many', roots, 0)
    right = all(
        sorted(values(roots, 'M%d' % name))
        == [(i, 'Bytes' if i % 7 == 0 else 'Count')
            for i in range(name, 20000, 150)] for name in range(150))
    point(right, 'no value is lost')

    _, roots = call(program, 'Fails')
    check_own('Fails', roots, 1)
    print('1..%d' % points)


main(sys.argv[1])
