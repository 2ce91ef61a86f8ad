/* transform.cc: the calls of one function, rewritten.

       sparta_library_main (argc, argv, &service)
         becomes  spartap_enter (argc, argv, &service)
       sparta_library_main_ex (argc, argv, &service, &hooks)
         becomes  spartap_enter_ex (argc, argv, &service, &hooks)
       exit (1)
         becomes  spartap_exit_site ("app.c", 12), exit (1)

   The call of exit itself stays: the runtime's hidden exit is bound to it when
   the library is linked.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "adapter.h"

/* The functions that end a process, by their symbols.  */
static bool
exit_p (tree decl)
{
  static const char *const names[] = {
    "exit", "_exit", "_Exit", "quick_exit", "err", "errx", "verr", "verrx",
    "error", "error_at_line",
  };
  if (decl == NULL_TREE || !TREE_PUBLIC (decl) || !DECL_EXTERNAL (decl)
      || DECL_NAME (decl) == NULL_TREE
      || !HAS_DECL_ASSEMBLER_NAME_P (decl))
    return false;
  const char *name = symbol_name (decl);
  for (size_t i = 0; i < ARRAY_SIZE (names); i++)
    if (strcmp (name, names[i]) == 0)
      return true;
  return false;
}

/* An external function NAME of TYPE.  */
static tree
declare (const char *name, tree type)
{
  tree decl = build_fn_decl (name, type);
  DECL_ARTIFICIAL (decl) = 1;
  return decl;
}

/* A call of spartap_exit_site with PLACE.  */
static gimple *
exit_site_call (location_t place)
{
  expanded_location where = expand_location (place);
  const char *file = where.file != NULL ? shown_file (where.file) : "";
  tree type = build_function_type_list (void_type_node, ptr_type_node,
                                        integer_type_node, NULL_TREE);
  gimple *call
    = gimple_build_call (declare ("spartap_exit_site", type), 2,
                         build_string_literal (strlen (file) + 1, file),
                         build_int_cst (integer_type_node, where.line));
  gimple_set_location (call, place);
  return call;
}

/* The entry's statement: its function is another, its type stays.  */
static void
redirect (gcall *call, enum model_entry kind)
{
  tree entry = gimple_call_fndecl (call);
  tree enter = declare (kind == ENTRY_HOOKS ? NAME_ENTER_EX : NAME_ENTER,
                        TREE_TYPE (entry));
  TREE_NOTHROW (enter) = TREE_NOTHROW (entry);
  gimple_call_set_fndecl (call, enter);
}

/* A walk: the entry's name, and whether a call was rewritten.  */
struct rewrite
{
  const char *entry;
  bool done;
};

static tree
visit_statement (gimple_stmt_iterator *at, bool *, struct walk_stmt_info *info)
{
  struct rewrite *rewrite = (struct rewrite *) info->info;
  gcall *call = dyn_cast<gcall *> (gsi_stmt (*at));
  if (call == NULL)
    return NULL_TREE;
  tree function = gimple_call_fndecl (call);
  enum model_entry kind = entry_of (function, rewrite->entry);
  if (kind != ENTRY_NONE)
    {
      redirect (call, kind);
      rewrite->done = true;
    }
  /* error's inline definition in a system header has no place of the
     user's.  */
  else if (exit_p (function) && gimple_has_location (call)
           && !in_system_header_at (gimple_location (call)))
    {
      gsi_insert_before (at, exit_site_call (gimple_location (call)),
                         GSI_SAME_STMT);
      rewrite->done = true;
    }
  return NULL_TREE;
}

bool
transform_function (const char *entry)
{
  struct rewrite rewrite = { entry, false };
  struct walk_stmt_info info;
  memset (&info, 0, sizeof info);
  info.info = &rewrite;
  gimple_seq body = gimple_body (current_function_decl);
  walk_gimple_seq_mod (&body, visit_statement, NULL, &info);
  gimple_set_body (current_function_decl, body);
  return rewrite.done;
}
