#!/bin/sh
# check-compilers.sh: runs the plugin's cases with the GCCs that this machine
# does not have, and prints a table of version by result.  Called by
# make check-compilers; SUITES and CROSS narrow it down:
#   make check-compilers SUITES=sid:15:16 CROSS=
#
# SPDX-License-Identifier: MIT
set -u
: "${abs_top_builddir:?}" "${abs_top_srcdir:?}" "${DISTDIR:?}" "${PYTHON:?}"
SUITES=${SUITES-trixie:13:14 sid:15:16}
CROSS=${CROSS-aarch64}
here=$abs_top_srcdir/testsuite/compilers
work=$abs_top_builddir/testsuite/compilers
mkdir -p "$work" || exit

skip ()
{
  echo "check-compilers: skipped: $1" >&2
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
}

test "$(id -u)" = 0 || skip "a chroot needs root"
command -v mmdebstrap >/dev/null || skip "install mmdebstrap"

table=$work/table
: >"$table"
export work table

# add NAME SCRIPT [ARGUMENT...]: what SCRIPT adds to the table; else why it did
# not run.
add ()
{
  name=$1
  shift
  sh "$@" >"$work/$name.log" 2>&1 && return
  tail -n 20 "$work/$name.log" >&2
  printf '%s\t-\tdid not run: see %s\n' "$name" "$work/$name.log" >>"$table"
}

for suite in $SUITES; do
  versions=$(echo "${suite#*:}" | tr : ' ')
  add "${suite%%:*}" "$here/chroot.sh" "${suite%%:*}" "$versions"
done
test -z "$CROSS" || add aarch64 "$here/aarch64.sh"

echo "Compiler                      Passed  Failed"
awk -F '\t' '
  $2 == "-" { printf "%-30s %s\n", $1, $3; bad++; next }
  { printf "%-30s %6d  %6d\n", $1, $2, $3; passed += $2; bad += $3 }
  $2 == 0 { bad++ }
  END { printf "%d passed, %d failed\n", passed, bad; exit bad > 0 || NR == 0 }
' "$table" && exit
echo "What failed, of $work/*.log:" >&2
grep -hE '^(not ok|FAIL|XPASS|ERROR)' "$work"/*.log >&2
exit 1
