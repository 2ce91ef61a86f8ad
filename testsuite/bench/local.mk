## testsuite/bench/local.mk: make bench-event, which needs valgrind, and make
## bench-hosts, which needs strace too.
## SPDX-License-Identifier: MIT

# make check builds it too, so that it stays fit to be built.
check_PROGRAMS += testsuite/bench/event-cost
testsuite_bench_event_cost_SOURCES = testsuite/bench/event-cost.c
testsuite_bench_event_cost_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
testsuite_bench_event_cost_LDADD = runtime/libsparta-json.a \
  runtime/libsparta-app.a $(JANSSON_LIBS) -lpthread
bench-event: testsuite/bench/event-cost$(EXEEXT)
	@$(PYTHON) -B $(srcdir)/testsuite/bench/event-cost.py \
	  testsuite/bench/event-cost

EXTRA_DIST += testsuite/bench/event-cost.py

# The native host beside the least that one can be.
check_PROGRAMS += testsuite/bench/load testsuite/bench/floor
testsuite_bench_load_SOURCES = testsuite/bench/load.c
testsuite_bench_floor_SOURCES = testsuite/bench/floor.c
testsuite_bench_floor_LDADD = -ldl
.PHONY: bench-hosts
bench-hosts: all testsuite/bench/load$(EXEEXT) testsuite/bench/floor$(EXEEXT)
	@$(AM_TESTS_ENVIRONMENT) ./run $(SHELL) $(srcdir)/testsuite/bench/hosts.sh

EXTRA_DIST += testsuite/bench/floor-echo.c testsuite/bench/hosts.py \
  testsuite/bench/hosts.sh
