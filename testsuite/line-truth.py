"""line-truth.py: what a table of lines says, beside what a tool of others
says of the DWARF that it was made of.

  line-truth.py LINE-NAMES TOOL UNSTRIPPED PACKED

TOOL is addr2line or llvm-symbolizer.  Each address of each function of
UNSTRIPPED is looked up; it prints where the two differ, and exits 1 then.
SPDX-License-Identifier: MIT
"""

import os
import re
import subprocess
import sys

# What compilers add to the names of functions that they clone or split; the
# DWARF does not have it.
CLONE = re.compile(r'\.(cold|constprop|isra|part|lto_priv)\b.*')
UNKNOWN = ('??', '')


def output(command, text=''):
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f'{command[0]}: {done.stderr}')
    return done.stdout


def addresses(library):
    """All of each function."""
    result = set()
    for line in output(['nm', '-S', '--defined-only', library]).splitlines():
        words = line.split()
        if len(words) == 4 and words[2] in 'tTwWi':
            low, size = int(words[0], 16), int(words[1], 16)
            result.update(range(low, low + size))
    return sorted(result)


def frame(function, file, line):
    number = int(line) if line.isdigit() else 0
    name = os.path.basename(file)
    return ('-' if function in UNKNOWN else CLONE.sub('', function),
            '-' if number == 0 or name in UNKNOWN else name, number)


def frames_of(tool, library, wanted):
    """For each address the frames that TOOL says."""
    command = {'addr2line': ['addr2line', '-a', '-f', '-i', '-e', library],
               'llvm-symbolizer': ['llvm-symbolizer', '--no-demangle',
                                   '--addresses', '--output-style=GNU',
                                   '--obj=' + library]}[tool]
    result = {}
    lines = output(command, ''.join(f'{a:#x}\n' for a in wanted)).splitlines()
    lines = [line for line in lines if line]
    while lines:
        line = lines.pop(0)
        if re.fullmatch('0x[0-9a-f]+', line):
            now = result.setdefault(int(line, 16), [])
            continue
        file, _, number = lines.pop(0).split(' (')[0].rpartition(':')
        now.append(frame(line, file, number))
    return result


def frames_of_ours(program, library, wanted):
    result = {}
    text = output([program, library], ''.join(f'{a:x}\n' for a in wanted))
    for line in text.splitlines():
        words = line.split(' ')
        result[int(words[0], 16)] = [
            frame(function, *place.rpartition(':')[::2])
            for function, place in zip(words[1::2], words[2::2])]
    return result


def main():
    program, tool, unstripped, packed = sys.argv[1:]
    wanted = addresses(unstripped)
    truth = frames_of(tool, unstripped, wanted)
    ours = frames_of_ours(program, packed, wanted)
    wrong = [a for a in wanted if ours.get(a) != truth.get(a)]
    print(f'{len(wanted)} addresses, {len(wrong)} differ')
    for address in wrong[:5]:
        print(f'{address:#x}: {truth.get(address)}, ours {ours.get(address)}')
    sys.exit(not wanted or bool(wrong))


main()
