## testsuite/fuzz/local.mk: the fuzz targets.  Each NAME-fuzz.c, found by glob,
## has a corpus in NAME/: make check runs the target on it, make fuzz
## SECONDS=N [TARGET=NAME] looks for more.
##
## A target is linked with the executable's runtime; one that includes
## <config.h>, as the shim's sources do, with what is behind sparta's verbs.
## SPDX-License-Identifier: MIT

fuzz_sources = $(patsubst $(srcdir)/%,%,\
  $(wildcard $(srcdir)/testsuite/fuzz/*-fuzz.c))
fuzz_of_shim := $(patsubst $(srcdir)/%.c,%,\
  $(shell grep -l 'include <config.h>' $(srcdir)/testsuite/fuzz/*-fuzz.c))
fuzz_of_runtime = $(filter-out $(fuzz_of_shim),$(fuzz_sources:.c=))
if SHIM
fuzz_programs = $(fuzz_of_runtime) $(fuzz_of_shim)
else
fuzz_programs = $(fuzz_of_runtime)
endif
fuzz_objects = $(addsuffix .o,$(fuzz_programs) testsuite/fuzz/replay)
fuzz_main = testsuite/fuzz/replay.o

$(fuzz_objects): %.o: %.c runtime/libsparta-app.a
	@$(MKDIR_P) $(@D)
	$(AM_V_CC)$(CC) $(DEFS) -I. $(AM_CPPFLAGS) -I$(srcdir)/shim \
	  $(JANSSON_CFLAGS) $(CPPFLAGS) $(AM_CFLAGS) -Wno-missing-prototypes \
	  $(CFLAGS) -c -o $@ $<

$(fuzz_of_runtime): %: %.o testsuite/fuzz/replay.o runtime/libsparta-app.a
	$(AM_V_CCLD)$(CC) $(AM_CFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< \
	  $(fuzz_main) runtime/libsparta-app.a $(LIBS) -lpthread

if SHIM
# sparta zip's objects but its main, so that a target takes what it uses.
fuzz_zip = $(filter-out shim/sparta_zip-zip.$(OBJEXT),\
  $(shim_sparta_zip_OBJECTS))
testsuite/fuzz/libzip.a: $(fuzz_zip)
	@$(MKDIR_P) $(@D)
	$(AM_V_at)rm -f $@
	$(AM_V_AR)$(AR) cr $@ $(fuzz_zip) && $(RANLIB) $@
$(fuzz_of_shim): %: %.o testsuite/fuzz/replay.o testsuite/fuzz/libzip.a \
    $(shim_sparta_zip_DEPENDENCIES) runtime/libsparta-app.a
	$(AM_V_CCLD)$(CC) $(AM_CFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< \
	  $(fuzz_main) testsuite/fuzz/libzip.a $(shim_sparta_zip_LDADD) \
	  runtime/libsparta-app.a $(LIBS) -lpthread
CLEANFILES += testsuite/fuzz/libzip.a
endif

.PHONY: fuzz fuzz-programs
fuzz-programs: $(fuzz_programs)
fuzz:
	@$(AM_TESTS_ENVIRONMENT) $(SHELL) $(srcdir)/testsuite/fuzz/fuzz.sh \
	  "$(or $(SECONDS),60)" "$(TARGET)" "$(SEED)"

$(eval TESTS += $(call tests_in,fuzz))
testsuite/fuzz/fuzz.log: $(fuzz_programs)
CLEANFILES += $(fuzz_programs) $(fuzz_objects)

EXTRA_DIST += testsuite/fuzz/replay.c testsuite/fuzz/fuzz.sh \
  testsuite/fuzz/fuzz.test $(fuzz_sources) \
  $(wildcard $(fuzz_sources:%-fuzz.c=$(srcdir)/%/*))
