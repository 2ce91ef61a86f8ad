## testsuite/bench/local.mk: make bench-event, which needs valgrind.
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
