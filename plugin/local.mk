## plugin/local.mk: the dispatcher (one C file without GCC's headers) and a
## core for each compiler, whose rules configure writes from core.mk.in.
## SPDX-License-Identifier: MIT

# The model and its rules: plain C, compiled once, linked into every core and
# into the unit tests.
noinst_LIBRARIES += plugin/libmodel.a
plugin_libmodel_a_SOURCES = \
  plugin/hazards.c plugin/hazards.h \
  plugin/manifest.c plugin/manifest.h \
  plugin/model.c plugin/model.h \
  plugin/preserve.c plugin/preserve.h \
  plugin/python-name.c plugin/python-name.h \
  plugin/rules.c plugin/rules.h \
  plugin/sparta-options.c plugin/sparta-options.h \
  plugin/version.c plugin/version.h \
  plugin/warnings.c plugin/warnings.h

plugin_libmodel_a_CPPFLAGS = $(AM_CPPFLAGS) $(plugin_version)
plugin_version = -DSPARTA_VERSION='"$(PACKAGE_VERSION)"'

# The adapters: GCC's headers stop here.
plugin_adapters = \
  plugin/plugin.cc \
  plugin/read-unit.cc \
  plugin/read-table.cc \
  plugin/transform.cc \
  plugin/inject.cc \
  plugin/keep.cc \
  plugin/report.cc \
  plugin/watch.cc
plugin_adapter_headers = \
  plugin/adapter.h

plugin_headers = $(plugin_adapter_headers) \
  $(filter %.h, $(plugin_libmodel_a_SOURCES)) runtime/sparta-abi.h
plugin_cxxflags = -I$(top_srcdir)/plugin -I$(top_srcdir)/runtime \
  -fPIC -fvisibility=hidden -fno-exceptions -fno-rtti -Wall -Wextra \
  -Wno-literal-suffix -Wno-unused-parameter $(plugin_version)
plugin_ldflags = -Wl,-z,relro

plugin_dispatcher = plugin/sparta.so
noinst_DATA = $(plugin_dispatcher) $(SPARTA_CORES)

plugin/sparta.so: plugin/dispatcher.c
	@$(MKDIR_P) plugin
	$(AM_V_CCLD)$(CC) -std=gnu11 -shared -fPIC -fvisibility=hidden \
	  $(SPARTA_CFLAGS) -D_GNU_SOURCE -DPLUGIN_LIBDIR='"$(libdir)"' \
	  $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< -ldl

install-exec-local: install-plugin
uninstall-local: uninstall-plugin

install-plugin: $(plugin_dispatcher) $(SPARTA_CORES)
	$(MKDIR_P) '$(DESTDIR)$(libdir)'
	$(INSTALL_DATA) $(plugin_dispatcher) '$(DESTDIR)$(libdir)/sparta.so'
	for core in $(SPARTA_CORES); do \
	  dir='$(DESTDIR)$(libdir)'/`dirname $${core#plugin/}`; \
	  $(MKDIR_P) "$$dir" && $(INSTALL_DATA) $$core "$$dir/sparta.so" || exit; \
	done
if GCC_PLUGIN_DIR
	$(MKDIR_P) '$(DESTDIR)$(gccplugindir)'
	$(INSTALL_DATA) $(plugin_dispatcher) '$(DESTDIR)$(gccplugindir)/sparta.so'
endif

uninstall-plugin:
	rm -f '$(DESTDIR)$(libdir)/sparta.so'
	for core in $(SPARTA_CORES); do \
	  rm -f '$(DESTDIR)$(libdir)'/$${core#plugin/}; \
	done
if GCC_PLUGIN_DIR
	rm -f '$(DESTDIR)$(gccplugindir)/sparta.so'
endif

CLEANFILES += $(plugin_dispatcher) $(SPARTA_CORES) \
  $(SPARTA_CORES:sparta.so=*.o)
dist_noinst_DATA += $(plugin_adapters) $(plugin_adapter_headers) \
  plugin/dispatcher.c plugin/core.mk.in
dist_man_MANS += plugin/sparta-plugin.7
