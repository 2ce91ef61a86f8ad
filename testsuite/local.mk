## testsuite/local.mk: make check, make installcheck.
##
## Cases and tests are found by glob: adding one is creating a file.  A test
## prints TAP and runs under ./run, with the variables of AM_TESTS_ENVIRONMENT.
## SPDX-License-Identifier: MIT

TEST_LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) \
  $(top_srcdir)/build-aux/tap-driver.sh
# A script that ends before its plan is an error in any case.
AM_TEST_LOG_DRIVER_FLAGS = --ignore-exit
TEST_LOG_COMPILER = $(top_builddir)/run $(SHELL)
AM_TESTS_ENVIRONMENT = \
  abs_top_srcdir='$(abs_top_srcdir)'; export abs_top_srcdir; \
  abs_top_builddir='$(abs_top_builddir)'; export abs_top_builddir; \
  top_builddir='$(abs_top_builddir)'; export top_builddir; \
  SPARTA_GCCS='$(SPARTA_GCCS)'; export SPARTA_GCCS; \
  PYTHON='$(PYTHON)'; export PYTHON; \
  MAKE='$(MAKE)'; export MAKE; \
  CC='$(CC)'; export CC; \
  CXX='$(CXX)'; export CXX; \
  VERSION='$(VERSION)'; export VERSION; \
  UNIT_PROGRAMS='$(unit_programs)'; export UNIT_PROGRAMS; \
  FUZZ_PROGRAMS='$(fuzz_programs)'; export FUZZ_PROGRAMS; \
  unset MAKEFLAGS MFLAGS MAKELEVEL;

TESTS += testsuite/runner.test testsuite/plugin.test testsuite/unit.test \
  testsuite/dispatcher.test testsuite/emf.test testsuite/examples.test \
  testsuite/idle.test testsuite/stream.test \
  testsuite/preserve.test testsuite/bad-input.test \
  testsuite/manifest-survives.test

# The tests of a folder.  Their names are relative to the source folder, so
# that the logs land in the build folder.  Automake refuses a pattern in
# TESTS; what $(eval) adds it does not read.
tests_in = $(patsubst $(srcdir)/%,%, \
  $(sort $(wildcard $(srcdir)/testsuite/$(1)/*.test)))
$(eval TESTS += $(call tests_in,meta))
if SHIM
$(eval TESTS += $(call tests_in,commands))
TESTS += testsuite/native-host.test
endif
test-suite.log: $(TEST_LOGS)

check_PROGRAMS += testsuite/host testsuite/abi-sizes testsuite/emf
testsuite_host_SOURCES = testsuite/host.c
testsuite_host_LDADD = -ldl -lpthread
testsuite_abi_sizes_SOURCES = testsuite/abi-sizes.c
testsuite_emf_SOURCES = testsuite/emf.c
testsuite_emf_LDADD = runtime/libsparta-app.a -lpthread
if SHIM
check_PROGRAMS += testsuite/line-names
testsuite_line_names_SOURCES = testsuite/line-names.c
testsuite_line_names_LDADD = runtime/libsparta-app.a
testsuite/commands/zip-lines.log: testsuite/line-names$(EXEEXT)
endif

# The unit tests: each file of unit/ is a program.  It is linked with the
# executable's archive, since libsparta.a would contain Check's own exits.
unit_libraries = runtime/libsparta-json.a runtime/libsparta-app.a
if PLUGIN
unit_libraries += plugin/libmodel.a
unit_sources = $(wildcard $(srcdir)/testsuite/unit/*.c)
else
unit_sources = $(filter-out $(srcdir)/testsuite/unit/plugin-%, \
  $(wildcard $(srcdir)/testsuite/unit/*.c))
endif
if HAVE_CHECK
unit_programs = $(patsubst $(srcdir)/%.c,%,$(unit_sources))
endif
unit_headers = $(wildcard $(srcdir)/testsuite/unit/support/*.h)

$(unit_programs): testsuite/unit/%: testsuite/unit/%.c $(unit_headers) \
    testsuite/unit/libunit.a $(unit_libraries)
	@$(MKDIR_P) testsuite/unit
	$(AM_V_CCLD)$(CC) $(AM_CPPFLAGS) -I$(top_srcdir)/plugin \
	  -I$(srcdir)/testsuite/unit/support $(CHECK_CFLAGS) \
	  $(JANSSON_CFLAGS) $(CPPFLAGS) $(AM_CFLAGS) $(CFLAGS) $(LDFLAGS) \
	  -o $@ $< testsuite/unit/libunit.a $(unit_libraries) \
	  $(CHECK_LIBS) $(JANSSON_LIBS) $(LIBS) -lpthread

# All of unit/support/, of which a program takes what it uses.
unit_objects = $(patsubst $(srcdir)/%.c,%.o, \
  $(wildcard $(srcdir)/testsuite/unit/support/*.c))
$(unit_objects): %.o: %.c $(unit_headers)
	@$(MKDIR_P) testsuite/unit/support
	$(AM_V_CC)$(CC) $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(CPPFLAGS) $(AM_CFLAGS) \
	  $(CFLAGS) -c -o $@ $<
testsuite/unit/libunit.a: $(unit_objects)
	$(AM_V_at)rm -f $@
	$(AM_V_AR)$(AR) cr $@ $(unit_objects) && $(RANLIB) $@

testsuite/unit.log: $(unit_programs)
testsuite/plugin.log testsuite/runner.log testsuite/examples.log \
testsuite/preserve.log testsuite/manifest-survives.log \
testsuite/commands/crash.log: \
  testsuite/host$(EXEEXT)

CLEANFILES += $(unit_programs) $(unit_objects) testsuite/unit/libunit.a

EXTRA_DIST += testsuite/plugin-cases.py testsuite/plugin_case.py \
  testsuite/preserve-cases.py testsuite/emf.py testsuite/stream.py \
  testsuite/dejagnu.py testsuite/installcheck.sh testsuite/line-truth.py \
  $(wildcard $(srcdir)/testsuite/*.test) \
  $(wildcard $(srcdir)/testsuite/meta/*) \
  $(wildcard $(srcdir)/testsuite/commands/*) \
  $(wildcard $(srcdir)/testsuite/plugin/*.c) \
  $(wildcard $(srcdir)/testsuite/plugin/*.cc) \
  $(wildcard $(srcdir)/testsuite/plugin/support/*) \
  $(wildcard $(srcdir)/testsuite/plugin/c-c++-common/*.c) \
  $(wildcard $(srcdir)/testsuite/runner/*.c) \
  $(wildcard $(srcdir)/testsuite/unit/*.c) \
  $(wildcard $(srcdir)/testsuite/unit/events/*) \
  $(wildcard $(srcdir)/testsuite/unit/support/*)

# What was installed answers too, without the build tree.
installcheck-local: installcheck-hello
installcheck-hello:
	abs_top_srcdir='$(abs_top_srcdir)' DESTDIR='$(DESTDIR)' \
	  prefix='$(prefix)' bindir='$(bindir)' pkgdatadir='$(pkgdatadir)' \
	  pkglibexecdir='$(pkglibexecdir)' pkgconfigdir='$(pkgconfigdir)' \
	  SPARTA_GCCS='$(SPARTA_GCCS)' PKG_CONFIG='$(PKG_CONFIG)' \
	  PYTHON='$(PYTHON)' $(SHELL) $(srcdir)/testsuite/installcheck.sh

include testsuite/bench/local.mk
include testsuite/compilers/local.mk
include testsuite/conformance/local.mk
include testsuite/faults/local.mk
include testsuite/fuzz/local.mk
include testsuite/harmless/local.mk
include testsuite/reliability/local.mk
