#!/bin/sh
# invoke.sh: make bench-invoke.  What an invocation and a log line cost.
# SPDX-License-Identifier: MIT
for tool in valgrind strace; do
  if ! command -v "$tool" > /dev/null; then
    echo "bench-invoke: skipped: there is no $tool" \
      "(Debian: apt install $tool)" >&2
    exit 0
  fi
done
exec "${PYTHON:-python3}" -B "${abs_top_srcdir:?}/testsuite/bench/invoke.py" \
  "${abs_top_builddir:?}/testsuite/bench/invoke"
