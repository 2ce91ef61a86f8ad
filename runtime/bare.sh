#!/bin/sh
# bare.sh FILE: takes the section headers off a stripped executable: the kernel
# and the loader read its segments only, and every package carries it.
# SPDX-License-Identifier: MIT
file=${1:?}

# number OFFSET SIZE: of SIZE bytes at OFFSET, the lowest first.
number ()
{
  # shellcheck disable=SC2046 # words, a byte each
  set -- $(od -An -v -tu1 -j"$1" -N"$2" "$file")
  value=0 unit=1
  for byte; do
    value=$((value + byte * unit)) unit=$((unit * 256))
  done
  echo "$value"
}

test "$(od -An -v -tx1 -N6 "$file" | tr -d ' \n')" = 7f454c460201 \
  || { echo "$0: $file: no ELF file of 64 bits, little-endian" >&2; exit 1; }
headers=$(number 32 8) size=$(number 54 2) n=$(number 56 2)
end=0
while test "$n" -gt 0; do
  n=$((n - 1)) at=$((headers + n * size))
  last=$(($(number $((at + 8)) 8) + $(number $((at + 32)) 8)))
  test "$last" -le "$end" || end=$last
done
# e_shoff; e_shentsize, e_shnum and e_shstrndx.
{
  dd if=/dev/zero of="$file" bs=1 seek=40 count=8 conv=notrunc \
    && dd if=/dev/zero of="$file" bs=1 seek=58 count=6 conv=notrunc \
    && dd if=/dev/null of="$file" bs=1 seek="$end"
} 2> /dev/null
