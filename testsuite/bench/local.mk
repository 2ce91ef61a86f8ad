## testsuite/bench/local.mk: make bench-event, which needs valgrind.
## SPDX-License-Identifier: MIT

event_cost_libraries = runtime/libsparta-json.a runtime/libsparta-app.a
testsuite/bench/event-cost: testsuite/bench/event-cost.c \
    $(event_cost_libraries)
	@$(MKDIR_P) testsuite/bench
	$(AM_V_CCLD)$(CC) $(AM_CPPFLAGS) $(JANSSON_CFLAGS) $(CPPFLAGS) \
	  $(AM_CFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< $(event_cost_libraries) \
	  $(JANSSON_LIBS) $(LIBS) -lpthread
bench-event: testsuite/bench/event-cost
	@$(PYTHON) -B $(srcdir)/testsuite/bench/event-cost.py \
	  testsuite/bench/event-cost

CLEANFILES += testsuite/bench/event-cost
EXTRA_DIST += testsuite/bench/event-cost.c testsuite/bench/event-cost.py
