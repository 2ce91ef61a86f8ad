## shim/local.mk: the sparta command, one program a verb, and its data.
## SPDX-License-Identifier: MIT

bin_SCRIPTS += shim/sparta
dist_pkgdata_DATA += shim/targets.conf
dist_man_MANS += shim/sparta.1 shim/sparta-nodejs.7
bashcompletiondir = $(datadir)/bash-completion/completions
nodist_bashcompletion_DATA = shim/completion/sparta
dist_noinst_DATA += shim/sparta.in shim/sparta.bash
CLEANFILES += shim/sparta shim/completion/sparta

# What the verbs in C share.
noinst_LIBRARIES += shim/libshim.a
shim_libshim_a_SOURCES = \
  shim/cli.c shim/cli.h \
  shim/clock.h \
  shim/conflict.c shim/conflict.h \
  shim/elf-notes.c \
  shim/elf-object.c shim/elf-object.h shim/elf-internal.h \
  shim/elf-symbols.c \
  shim/exports.c shim/exports.h \
  shim/file.c shim/file.h \
  shim/lambda-env.c shim/lambda-env.h \
  shim/manifest.c shim/manifest.h \
  shim/package.c shim/package.h \
  shim/probe.c shim/probe.h \
  shim/scratch.c shim/scratch.h \
  shim/subject.c shim/subject.h \
  shim/target.c shim/target.h
shim_libshim_a_CPPFLAGS = $(shim_cppflags)

shim_cppflags = $(AM_CPPFLAGS) $(JANSSON_CFLAGS) $(LIBZIP_CFLAGS) \
  $(LIBDW_CFLAGS) $(LIBELF_CFLAGS) -DPKGLIBEXECDIR='"$(pkglibexecdir)"' \
  -DPKGDATADIR='"$(pkgdatadir)"'

pkglibexec_PROGRAMS += shim/sparta-describe shim/sparta-zip \
  shim/load-library

shim_sparta_describe_SOURCES = shim/describe.c
shim_sparta_describe_CPPFLAGS = $(shim_cppflags)
shim_sparta_describe_LDADD = shim/libshim.a $(JANSSON_LIBS) $(LIBZIP_LIBS) \
  $(LIBELF_LIBS)

# Runs a library's LambdaInit; nothing is linked that the library might bring
# in another version.
shim_load_library_SOURCES = shim/load-library.c
shim_load_library_LDADD = -ldl

shim_sparta_zip_SOURCES = \
  shim/zip.c \
  shim/archive.c shim/archive.h \
  shim/bundle.c shim/bundle.h \
  shim/check.c shim/check.h \
  shim/contents.c shim/contents.h \
  shim/deflate.c shim/deflate.h \
  shim/intern.c shim/intern.h \
  shim/keep.c shim/keep.h \
  shim/line-dwarf.c \
  shim/line-facts.h \
  shim/line-order.c \
  shim/line-program.c \
  shim/line-symbols.c \
  shim/lines.c shim/lines.h \
  shim/search.c shim/search.h \
  shim/strip.c shim/strip.h
shim_sparta_zip_CPPFLAGS = $(shim_cppflags) $(LIBDEFLATE_CFLAGS)
shim_sparta_zip_LDADD = shim/libshim.a $(JANSSON_LIBS) $(LIBZIP_LIBS) \
  $(LIBDEFLATE_LIBS) $(LIBDW_LIBS) $(LIBELF_LIBS)

# The scripts know where the package is installed; ./run overrides it.
shim_substitute = $(AM_V_GEN)$(MKDIR_P) $(@D) && \
  $(SED) -e 's|@pkglibexecdir[@]|$(pkglibexecdir)|g' \
    -e 's|@pkgdatadir[@]|$(pkgdatadir)|g' \
    -e 's|@PACKAGE_VERSION[@]|$(PACKAGE_VERSION)|g'

shim/sparta: shim/sparta.in Makefile
	$(shim_substitute) $(srcdir)/shim/sparta.in > $@.tmp && \
	  chmod +x $@.tmp && mv $@.tmp $@

shim/completion/sparta: shim/sparta.bash
	$(AM_V_GEN)$(MKDIR_P) $(@D) && cp $(srcdir)/shim/sparta.bash $@

# The host code.
pkglibexec_SCRIPTS += shim/sparta-shim
dist_pkgdata_DATA += shim/index.py.in shim/index-late.py.in \
  shim/index.js.in
dist_noinst_DATA += shim/sparta-shim.in
CLEANFILES += shim/sparta-shim

shim/sparta-shim: shim/sparta-shim.in Makefile
	$(shim_substitute) $(srcdir)/shim/sparta-shim.in > $@.tmp && \
	  chmod +x $@.tmp && mv $@.tmp $@

# Lambda on this machine.
pkglibexec_PROGRAMS += shim/sparta-invoke
dist_pkgdata_DATA += shim/runtime-client.py shim/runtime-client.mjs
shim_sparta_invoke_SOURCES = \
  shim/invoke.c shim/invoke.h \
  shim/invoke-package.c \
  shim/invoke-run.c \
  shim/event.c shim/event.h \
  shim/handler.c shim/handler.h \
  shim/node.c shim/node.h \
  shim/outcome.c shim/outcome.h \
  shim/python.c shim/python.h \
  shim/runtime-api.c shim/runtime-api.h \
  shim/sandbox.c shim/sandbox.h \
  shim/supervise.c shim/supervise.h \
  shim/trailers.c shim/trailers.h
shim_sparta_invoke_CPPFLAGS = $(shim_cppflags) $(MICROHTTPD_CFLAGS)
shim_sparta_invoke_LDADD = shim/libshim.a $(JANSSON_LIBS) $(LIBZIP_LIBS) \
  $(LIBELF_LIBS) $(MICROHTTPD_LIBS)
