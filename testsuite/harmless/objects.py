"""objects.py: one unit compiled with and without the plugin, and the two
objects compared, byte for byte; under -flto but for .gnu.lto_.opts, where GCC
itself records the command line.

harmless.py is the caller.

SPDX-License-Identifier: MIT
"""
import os
import struct
import subprocess

TIMEOUT = 1200
RECORDED = '.gnu.lto_.opts'


def run(command, cwd):
    """Status, and what was said on standard error."""
    environment = {'PATH': os.environ['PATH'], 'LC_ALL': 'C', 'TMPDIR': cwd}
    try:
        done = subprocess.run(command, cwd=cwd, env=environment, check=False,
                              stdin=subprocess.DEVNULL, timeout=TIMEOUT,
                              stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE)
    except (OSError, subprocess.TimeoutExpired) as error:
        return -1, str(error)
    return done.returncode, done.stderr.decode('utf-8', 'replace')


def sections(data):
    """The sections of the 64-bit ELF object DATA: name, all of the header but
    its places in the file, and contents."""
    order = '<' if data[5] == 1 else '>'
    start, = struct.unpack_from(order + 'Q', data, 40)
    size, count, names = struct.unpack_from(order + '3H', data, 58)
    headers = [struct.unpack_from(order + 'IIQQQQIIQQ', data, start + i * size)
               for i in range(count or 1)]
    if count == 0:                      # more than fit the header
        count, names = headers[0][5], headers[0][6]
        headers = [struct.unpack_from(order + 'IIQQQQIIQQ', data,
                                      start + i * size) for i in range(count)]
    names = headers[names][4]
    result = []
    for name, kind, flags, address, offset, length, *rest in headers:
        end = data.index(b'\0', names + name)
        contents = b'' if kind == 8 else data[offset:offset + length]
        result.append((data[names + name:end].decode(),
                       (kind, flags, address, length, *rest), contents))
    return result


def difference(one, other, flags):
    """How the objects ONE and OTHER differ; None: in nothing that counts."""
    if one == other:
        return None
    first = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b),
                 min(len(one), len(other)))
    place = 'from byte %d on' % first
    if '-flto' not in flags:
        return place
    ours, theirs = ([s for s in sections(data) if s[0] != RECORDED]
                    for data in (one, other))
    if ours == theirs and one[:40] == other[:40]:
        return None
    names = [a[0] for a, b in zip(ours, theirs) if a != b]
    return ' '.join(names) or place


def alter(data, section):
    """DATA with one byte of SECTION, a name's beginning, another."""
    contents = next(contents for name, _, contents in sections(data)
                    if name.startswith(section) and contents)
    at = data.index(contents)
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


class Job:
    """UNIT, a path, compiled by GCC with FLAGS in the current folder WORK.
    ALTERED: a section that is altered before the comparison."""

    def __init__(self, gcc, plugin, unit, flags, work, altered=None):
        self.gcc, self.plugin, self.unit = gcc, plugin, unit
        self.flags, self.work, self.altered = flags, work, altered

    def command(self, plugin, output):
        return ([self.gcc] + (['-fplugin=' + self.plugin] if plugin else [])
                + ['-w'] + self.unit.flags + self.flags
                + ['-c', self.unit.path, '-o', output])

    def compile(self, plugin):
        """Status, what was said, the object."""
        output = os.path.join(self.work, '%x-%d.o' % (id(self), plugin))
        status, said = run(self.command(plugin, output), self.work)
        data = b''
        if os.path.exists(output):
            with open(output, 'rb') as file:
                data = file.read()
            os.remove(output)
        return status, said, data

    def check(self):
        """What is wrong, or None; whether there were objects to compare."""
        status, _, without = self.compile(False)
        status_with, said, data = self.compile(True)
        if self.altered and data:
            data = alter(data, self.altered)
        wrong = None
        if status != status_with:
            wrong = ('status %d, with the plugin %d: %s'
                     % (status, status_with, said.strip()[-500:]))
        elif status == 0:
            wrong = difference(without, data, self.flags)
            wrong = wrong and 'differs: ' + wrong
        if wrong:
            wrong = '%s: %s %s: %s' % (
                self.unit.path, self.gcc,
                ' '.join(self.unit.flags + self.flags), wrong)
        return wrong, status == 0 and without != b''
