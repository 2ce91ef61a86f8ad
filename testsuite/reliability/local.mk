## testsuite/reliability/local.mk: what the runtime survives: no memory, many
## threads, many invocations; and make check-sanitize, make soak and
## make bench-invoke, which do so for longer or count.
##
## One service, of all functions/*.c, is linked into each program; adding a
## function is creating a file.
## SPDX-License-Identifier: MIT

reliability = testsuite/reliability
reliability_sources = \
  $(patsubst $(srcdir)/%,%, \
    $(wildcard $(srcdir)/$(reliability)/functions/*.c))
reliability_common = $(reliability_sources:.c=.o) \
  $(addprefix $(reliability)/,allocations.o mix.o service.o)
reliability_programs = $(addprefix $(reliability)/,failing soak steady stress)
reliability_objects = $(reliability_common) \
  $(addsuffix .o,$(reliability_programs) testsuite/bench/invoke)
reliability_libraries = runtime/libsparta-json.a runtime/libsparta.a

# The allocator of a sanitizer, or of valgrind, cannot be interposed; the
# program's calls can.
comma = ,
reliability_wrap = \
  $(if $(findstring -fsanitize,$(CC) $(CFLAGS))$(RELIABILITY_WRAP),\
  $(foreach name,malloc calloc realloc free,-Wl$(comma)--wrap=$(name)))
# steady.c counts these.
$(reliability)/steady: reliability_counted = write pthread_mutex_lock \
  pthread_mutex_trylock pthread_rwlock_rdlock pthread_rwlock_wrlock
reliability_count = \
  $(foreach name,$(reliability_counted),-Wl$(comma)--wrap=$(name))
reliability_cppflags = $(if $(reliability_wrap),-DWRAP_ALLOCATIONS)

$(reliability_objects): %.o: %.c $(reliability_libraries) \
    $(wildcard $(srcdir)/$(reliability)/*.h)
	@$(MKDIR_P) $(@D)
	$(AM_V_CC)$(CC) $(AM_CPPFLAGS) -I$(srcdir)/$(reliability) \
	  $(reliability_cppflags) $(JANSSON_CFLAGS) $(CPPFLAGS) $(AM_CFLAGS) \
	  $(CFLAGS) -c -o $@ $<

$(reliability_programs): %: %.o $(reliability_common)
	$(AM_V_CCLD)$(CC) $(AM_CFLAGS) $(CFLAGS) $(LDFLAGS) $(reliability_wrap) \
	  $(reliability_count) -o $@ $< $(reliability_common) \
	  $(reliability_libraries) $(JANSSON_LIBS) $(LIBS) -lpthread

testsuite/bench/invoke: %: %.o $(reliability)/service.o
	$(AM_V_CCLD)$(CC) $(AM_CFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< \
	  $(reliability)/service.o runtime/libsparta.a $(LIBS) -lpthread

# What needs minutes.  Each says what is missing where it skips.
.PHONY: bench-invoke check-sanitize soak
check-sanitize:
	@$(AM_TESTS_ENVIRONMENT) \
	  $(SHELL) $(srcdir)/$(reliability)/sanitize.sh $(SANITIZERS)
soak: $(reliability)/soak
	$(reliability)/soak
bench-invoke: testsuite/bench/invoke
	@$(AM_TESTS_ENVIRONMENT) $(SHELL) $(srcdir)/testsuite/bench/invoke.sh

clean-local: clean-reliability
clean-reliability:
	rm -rf $(reliability)/work

$(eval TESTS += $(call tests_in,reliability))
$(patsubst %.test,%.log,$(call tests_in,reliability)): \
  $(reliability_programs)

CLEANFILES += testsuite/bench/invoke $(reliability_programs) \
  $(reliability_objects)

EXTRA_DIST += testsuite/bench/invoke.c testsuite/bench/invoke.py \
  testsuite/bench/invoke.sh $(wildcard $(srcdir)/$(reliability)/*.[ch]) \
  $(wildcard $(srcdir)/$(reliability)/*.test) \
  $(wildcard $(srcdir)/$(reliability)/*.sh) \
  $(wildcard $(srcdir)/$(reliability)/functions/*.c)
