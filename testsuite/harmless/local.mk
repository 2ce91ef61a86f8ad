## testsuite/harmless/local.mk: make check-harmless and make bench-compile,
## which compile Debian source packages, and so need apt and a Debian mirror.
## HARMLESS=full compiles every torture test in every way.
## SPDX-License-Identifier: MIT

.PHONY: check-harmless bench-compile
check-harmless: all
	$(AM_TESTS_ENVIRONMENT) \
	  $(SHELL) $(srcdir)/testsuite/harmless/harmless.sh
bench-compile: all
	$(AM_TESTS_ENVIRONMENT) \
	  ./run $(SHELL) $(srcdir)/testsuite/bench/compile-cost.sh

clean-local: clean-harmless
clean-harmless:
	rm -rf testsuite/harmless/work

EXTRA_DIST += testsuite/harmless/careless.c \
  testsuite/harmless/harmless.py testsuite/harmless/harmless.sh \
  testsuite/harmless/memcheck.py testsuite/harmless/objects.py \
  testsuite/harmless/sources.sh testsuite/bench/compile-cost.py \
  testsuite/bench/compile-cost.sh
