#!/bin/sh
# hosts.sh: make bench-hosts.  The native host beside the least that one can
# be.  ROUNDS is how often each is run.
# SPDX-License-Identifier: MIT
for tool in valgrind strace; do
  if ! command -v "$tool" > /dev/null; then
    echo "bench-hosts: skipped: there is no $tool" \
      "(Debian: apt install $tool)" >&2
    exit 0
  fi
done
here=${abs_top_srcdir:?}/testsuite/bench
programs=${abs_top_builddir:?}/testsuite/bench
: "${CC:=cc}"
folder=$(mktemp -d) || exit
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
cd "$folder" || exit

compiler=${SPARTA_GCCS%% *}
# shellcheck disable=SC2046,SC2086 # flags are words; CC may hold some
$CC -O2 -shared -fPIC -o floor.so "$here/floor-echo.c" \
  && "${compiler:-cc}" -O2 -g $(pkg-config --cflags sparta) -shared \
    -o echo.so "$here/echo.c" $(pkg-config --libs sparta) \
  && "${compiler:-cc}" -O2 -g $(pkg-config --cflags sparta) -shared \
    -o hello.so "$abs_top_srcdir/examples/hello/app.c" \
    $(pkg-config --libs sparta) \
  && sparta zip --target=provided.al2023 -o hello.zip hello.so \
  && sparta zip --target=provided.al2023 -o echo.zip echo.so \
  && "${PYTHON:-python3}" -m zipfile -e echo.zip package \
  && chmod +x package/bootstrap || exit
"${PYTHON:-python3}" -B "$here/hosts.py" "$programs/load" "$programs/floor" \
  floor.so package hello.zip ${ROUNDS:+"$ROUNDS"}
