#!/bin/sh
# fuzz.sh: make fuzz SECONDS=N [TARGET=NAME] [SEED=M].  Builds the targets with
# clang's libFuzzer, AddressSanitizer and UBSan, and runs each for N seconds;
# what it finds is kept in the build folder.  From one seed it takes the same
# way each time: without SEED, another way.
#
#   fuzz.sh SECONDS [TARGET] [SEED]
# SPDX-License-Identifier: MIT
# shellcheck source=testsuite/reliability/variant.sh
. "${abs_top_srcdir:?}/testsuite/reliability/variant.sh"

seconds=$1
seed=${3:-0}
status=0
flags=-fsanitize=fuzzer-no-link,address,undefined

CC=clang
if ! command -v clang > /dev/null; then
  echo 'fuzz: skipped: there is no clang (Debian: apt install clang)'
  exit 0
fi
mkdir -p "$variants"
printf '%s\n' '#include <stddef.h>' \
  'int LLVMFuzzerTestOneInput (const char *, size_t);' \
  'int LLVMFuzzerTestOneInput (const char *a, size_t n)' \
  '{ return n > 0 && a[0] == 0 ? 0 : 0; }' > "$variants/fuzzer.c"
if ! clang -fsanitize=fuzzer,address,undefined -o "$variants/fuzzer" \
    "$variants/fuzzer.c" 2> "$variants/fuzzer.log"; then
  echo "fuzz: skipped: clang lacks libFuzzer (Debian: apt install" \
    "libclang-rt-14-dev): $(tail -1 "$variants/fuzzer.log")"
  exit 0
fi

if ! build fuzz fuzz-programs fuzz_main=-fsanitize=fuzzer \
    -- --disable-plugin CC=clang CXX=clang++ \
    CFLAGS="-g -O1 -fno-omit-frame-pointer $flags"; then
  echo "fuzz: $why" >&2
  exit 1
fi

# The corpus is read, and never written.
for program in testsuite/fuzz/${2:-*}-fuzz; do
  name=${program##*/}
  name=${name%-fuzz}
  finds=$variants/fuzz/finds/$name
  mkdir -p "$finds"
  echo "fuzz: $name, $seconds s, finds in $finds"
  ./"$program" -max_total_time="$seconds" -seed="$seed" \
    -rss_limit_mb=4096 -timeout=20 -print_final_stats=1 \
    -artifact_prefix="$finds/" "$finds" \
    "$abs_top_srcdir/testsuite/fuzz/$name" > "$finds.log" 2>&1 \
    || { status=1; echo "fuzz: $name: FAILED"; tail -40 "$finds.log"; }
  grep -E 'stat::number_of_executed_units|^Done' "$finds.log"
done
exit $status
