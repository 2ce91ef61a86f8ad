#!/bin/sh
# sanitize.sh: make check-sanitize.  The runtime is built once more for each
# sanitizer, and the unit tests, the allocation failures and the stress run
# there: 64 threads, 1,000,000 invocations; fewer under valgrind, which runs
# one thread at a time.  A sanitizer that is not there is skipped, and named.
#
#   sanitize.sh [asan|tsan|valgrind]...
# SPDX-License-Identifier: MIT
# shellcheck source=testsuite/reliability/variant.sh
. "${abs_top_srcdir:?}/testsuite/reliability/variant.sh"

status=0
tests='testsuite/unit.test testsuite/reliability/stress.test'
failing=testsuite/reliability/failing.test

skip ()
{
  echo "check-sanitize: $1: skipped: $2"
}

# verify NAME CFLAGS [VARIABLE=VALUE]...: builds with CFLAGS, and runs the
# tests with make's VARIABLEs.
verify ()
{
  variant=$1
  flags=$2
  shift 2
  echo "check-sanitize: $variant"
  if build "$variant" -- --disable-plugin --disable-shim CC="$compiler" \
      CFLAGS="-g -O1 -fno-omit-frame-pointer $flags" \
    && ${MAKE:-make} -s -j"$(nproc)" check VERBOSE=1 \
         TESTS="$tests $also" "$@"; then
    echo "check-sanitize: $variant: quiet"
  else
    status=1
    echo "check-sanitize: $variant: FAILED"
  fi
}

# sanitizer NAME FLAGS
sanitizer ()
{
  # shellcheck disable=SC2086 # flags
  if compiler_with $2; then
    verify "$1" "$2"
  else
    skip "$1" "$why"
  fi
}

memcheck ()
{
  if command -v valgrind > /dev/null && compiler_with -g; then
    UNDER='valgrind --quiet --error-exitcode=9 --fair-sched=yes
      --leak-check=full --errors-for-leak-kinds=definite'
    STRESS_INVOCATIONS=20000
    # These ask the kernel for memory that may not be there, on purpose; and
    # each byte of a table in turn takes minutes.
    UNIT_EXCEPT='crash unwind line-table'
    export UNDER UNIT_EXCEPT
    verify valgrind '' RELIABILITY_WRAP=yes
  else
    skip valgrind 'there is no valgrind'
  fi
}

# The runtime has handlers of its own for what faults, and an answer where
# memory is out.
common=handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0
common=$common:handle_abort=0:allocator_may_return_null=1
ASAN_OPTIONS=$common:detect_leaks=1
TSAN_OPTIONS=$common
UBSAN_OPTIONS=print_stacktrace=1
CK_TIMEOUT_MULTIPLIER=20
STRESS_INVOCATIONS=1000000
export ASAN_OPTIONS TSAN_OPTIONS UBSAN_OPTIONS CK_TIMEOUT_MULTIPLIER
export STRESS_INVOCATIONS

test $# -gt 0 || set -- asan tsan valgrind
for name; do
  also=$failing
  case $name in
    asan)
      sanitizer asan \
        '-fsanitize=address,undefined -fno-sanitize-recover=undefined' ;;
    tsan)
      # TSan does not follow a fork of several threads, holds signals back from
      # a thread that waits in accept, and steps in between a fault and its
      # report; it forks slowly, too.
      also=
      UNIT_EXCEPT='app crash loop-stop unwind'
      export UNIT_EXCEPT
      sanitizer tsan -fsanitize=thread
      unset UNIT_EXCEPT ;;
    valgrind)
      memcheck ;;
  esac
done
exit $status
