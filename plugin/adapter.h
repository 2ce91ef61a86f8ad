/* adapter.h: GCC, as the adapter files see it: its headers, in the one order
   that works, and what the adapters are to each other.  No file without this
   include knows GCC.

   The order of events: plugin.cc registers a pass ahead of GIMPLE's lowering.
   GCC runs it function by function.  On its first run it reads the whole unit
   into the model (read-unit.cc, read-table.cc) and lets rules.c judge it; if
   all is well it renames main and injects the library's functions (inject.cc).
   On every run it rewrites the calls in its function (transform.cc) and looks
   at them for what hurts on Lambda (watch.cc).  When the unit is done, what it
   wrote and changed is kept in a folder (keep.cc).

   SPDX-License-Identifier: GPL-3.0-or-later  */

#ifndef SPARTA_ADAPTER_H
#define SPARTA_ADAPTER_H

#include "gcc-plugin.h"

#include "c-family/c-common.h"          /* ahead of diagnostic-core.h */
#include "context.h"
#include "tree.h"
#include "stringpool.h"
#include "attribs.h"
#include "gimple.h"
#include "gimple-iterator.h"
#include "gimple-walk.h"
#include "cgraph.h"
#include "varasm.h"
#include "fold-const.h"
#include "function.h"
#include "langhooks.h"
#include "diagnostic-core.h"
#include "gcc-rich-location.h"
#include "tree-cfg.h"
#include "tree-dump.h"
#include "tree-pass.h"
#include "tree-pretty-print.h"
#include "tree-ssa.h"
#include "toplev.h"
#include "options.h"
#include "opts.h"

extern "C" {
#include "hazards.h"
#include "manifest.h"
#include "model.h"
#include "preserve.h"
#include "rules.h"
#include "sparta-abi.h"
#include "sparta-options.h"
#include "version.h"
#include "warnings.h"
}

/* What main is called in the library, and its kin.  */
#define NAME_MAIN "spartap_main"
#define NAME_ENTER "spartap_enter"
#define NAME_ENTER_EX "spartap_enter_ex"

/* The unit: the model, and the trees that stand behind it.  */
struct unit
{
  struct model model;
  tree main;                    /* NULL_TREE: not in this unit */
  tree service;                 /* what the entry is given, as an expression */
};

/* The name that the assembler gives DECL; NULL: none.  */
const char *symbol_name (tree decl);

/* FILE as it may stand in a library: without the folder where it is
   absolute.  */
const char *shown_file (const char *file);

/* read-unit.cc: what DECL, a function declared outside the unit, is to ENTRY;
   fills UNIT from the compiler's tables.  */
enum model_entry entry_of (tree decl, const char *entry);
/* Whether NAME is one of the names that the plugin gives.  */
bool ours_p (const char *name);
void read_unit (struct unit *unit, const char *entry);

/* read-table.cc: fills SERVICE from the expression ARGUMENT.  */
void read_table (tree argument, struct model_service *service);

/* inject.cc: renames main and adds what the library exports.  */
void inject (const struct unit *unit);

/* transform.cc: rewrites the calls in the current function; whether there was
   one to rewrite.  */
bool transform_function (const char *entry);

/* watch.cc: warns of what hurts on Lambda in the current function.  SHARED:
   the unit goes straight into a library, where ENTRY is the entry.  */
void watch_function (const struct model *model, const char *entry,
                     bool shared);

/* keep.cc: notes the current function for the dump; writes what is kept.  */
void keep_function (void);
void keep_unit (const struct model *model, const char *folder);

/* report.cc: the rules' reports; a warning, FORMAT and NOTE with one %qs each
   for NAME (whether it was told); a hint at the entry that is not taken.  */
extern const struct rules_report report_rules;
bool report_warning (enum warning warning, location_t place,
                     const char *format, const char *note, const char *name);
void report_entry_hint (location_t place, const char *called,
                        const char *entry);

/* report.cc: the switches: -Wno-sparta-NAME, and the pragma.  */
void report_read_switches (void);
void report_register_pragma (void *, void *);

#endif /* SPARTA_ADAPTER_H */
