/* watch.cc: looks at one function's calls for what hurts on Lambda (hazards.c
   judges them).  Nothing is changed here.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "adapter.h"

/* What was last seen of the values that are followed: GIMPLE reads stdin into
   a temporary, and gives getenv's result to one, right before their use.  */
struct watch
{
  const struct model *model;
  const char *entry;            /* of a library */
  bool shared;                  /* the driver links a shared library */
  tree stdin_value;
  tree credentials;
};

static const char entry_elsewhere[] = "sparta_main";

/* Whether calls of a function NAME are looked at.  */
static bool
watched_p (const char *name)
{
  return hazard_p (name) || strstr (name, "getenv") != NULL
         || strcmp (name, "strdup") == 0
         || model_entry_of (name, entry_elsewhere) != ENTRY_NONE;
}

/* The C library's name of the function that CALL calls; NULL: none that is
   watched.  C++'s std::fopen is its fopen, a method fopen is another: that one
   is mangled.  */
static const char *
called_name (gcall *call)
{
  tree decl = gimple_call_fndecl (call);
  if (decl == NULL_TREE || !TREE_PUBLIC (decl) || !DECL_EXTERNAL (decl)
      || DECL_NAME (decl) == NULL_TREE)
    return NULL;
  const char *name = IDENTIFIER_POINTER (DECL_NAME (decl));
  return watched_p (name) && strncmp (symbol_name (decl), "_Z", 2) != 0
         ? name : NULL;
}

static void
read_argument (const struct watch *watch, tree value, struct argument *to)
{
  to->kind = ARGUMENT_OTHER;
  if (value == watch->stdin_value && value != NULL_TREE)
    to->kind = ARGUMENT_STDIN;
  else if (TREE_CODE (value) == INTEGER_CST && tree_fits_shwi_p (value)
           && INTEGRAL_TYPE_P (TREE_TYPE (value)))
    {
      to->kind = ARGUMENT_NUMBER;
      to->number = tree_to_shwi (value);
    }
  else if (POINTER_TYPE_P (TREE_TYPE (value)))
    {
      to->text = c_getstr (value);
      if (to->text != NULL)
        to->kind = ARGUMENT_STRING;
    }
}

/* The timeout that holds in the current function: a handler's own, elsewhere
   the longest in the table; 0: not known.  */
static long
timeout_here (const struct model *model)
{
  const char *here = symbol_name (current_function_decl);
  long longest = 0;
  for (size_t i = 0; i < model->service.n_functions; i++)
    {
      const struct model_function *function = &model->service.functions[i];
      long timeout_s = function->timeout_s != 0 ? function->timeout_s
                                                : SPARTA_TIMEOUT_S_DEFAULT;
      if (function->handler != NULL && strcmp (function->handler, here) == 0)
        return timeout_s;
      if (timeout_s > longest)
        longest = timeout_s;
    }
  return longest != 0 ? longest : SPARTA_TIMEOUT_S_MAX;
}

static bool
in_main_p (void)
{
  const char *here = symbol_name (current_function_decl);
  return strcmp (here, "main") == 0 || strcmp (here, NAME_MAIN) == 0;
}

/* TO gets another value than the one that was followed.  */
static void
forget (struct watch *watch, tree to)
{
  if (to == watch->stdin_value)
    watch->stdin_value = NULL_TREE;
  if (to == watch->credentials)
    watch->credentials = NULL_TREE;
}

/* Notes that credentials go to TO.  */
static void
follow_credentials (struct watch *watch, tree to, location_t place)
{
  tree base = to == NULL_TREE ? NULL_TREE : get_base_address (to);
  if (base != NULL_TREE && VAR_P (base) && is_global_var (base)
      && DECL_NAME (base) != NULL_TREE)
    report_warning (hazard_credentials.warning, place,
                    hazard_credentials.format, hazard_credentials.note,
                    IDENTIFIER_POINTER (DECL_NAME (base)));
  else
    watch->credentials = to;
}

/* Whether CALL, of NAME, gives credentials: getenv's, or a copy.  */
static bool
gives_credentials_p (const struct watch *watch, gcall *call, const char *name)
{
  if (gimple_call_num_args (call) == 0)
    return false;
  tree first = gimple_call_arg (call, 0);
  struct argument argument;
  memset (&argument, 0, sizeof argument);
  read_argument (watch, first, &argument);
  return hazard_credentials_p (name, &argument)
         || (first == watch->credentials && strcmp (name, "strdup") == 0);
}

static void
look_for_hazards (const struct watch *watch, gcall *call, const char *name)
{
  if (!hazard_p (name))
    return;
  struct hazard_call seen;
  memset (&seen, 0, sizeof seen);
  seen.function = name;
  seen.in_main = in_main_p ();
  seen.timeout_s = timeout_here (watch->model);
  while (seen.n_arguments < gimple_call_num_args (call)
         && seen.n_arguments < MOST_ARGUMENTS)
    {
      read_argument (watch, gimple_call_arg (call, seen.n_arguments),
                     &seen.arguments[seen.n_arguments]);
      seen.n_arguments++;
    }
  const struct hazard *hazard = hazard_check (&seen);
  if (hazard != NULL)
    report_warning (hazard->warning, gimple_location (call), hazard->format,
                    hazard->note, name);
}

/* CALL is of NAME, which may be the entry of an executable where a library is
   made.  */
static void
look_for_entry (const struct watch *watch, gcall *call, const char *name)
{
  enum model_entry kind = model_entry_of (name, entry_elsewhere);
  if (!watch->shared || kind == ENTRY_NONE
      || model_entry_of (name, watch->entry) != ENTRY_NONE)
    return;
  char *wanted
    = concat (watch->entry, kind == ENTRY_HOOKS ? "_ex" : "", NULL);
  report_entry_hint (gimple_location (call), name, wanted);
  free (wanted);
}

static void
look_at_call (struct watch *watch, gcall *call)
{
  const char *name = called_name (call);
  tree to = gimple_call_lhs (call);
  bool credentials = name != NULL && gives_credentials_p (watch, call, name);
  if (name != NULL)
    {
      look_for_hazards (watch, call, name);
      look_for_entry (watch, call, name);
    }
  forget (watch, to);
  if (credentials)
    follow_credentials (watch, to, gimple_location (call));
}

static void
look_at_assignment (struct watch *watch, gassign *assign)
{
  tree from = gimple_assign_rhs1 (assign);
  bool credentials = watch->credentials != NULL_TREE
                     && from == watch->credentials;
  forget (watch, gimple_assign_lhs (assign));
  if (credentials)
    follow_credentials (watch, gimple_assign_lhs (assign),
                        gimple_location (assign));
  else if (VAR_P (from) && DECL_EXTERNAL (from)
           && DECL_NAME (from) != NULL_TREE
           && strcmp (IDENTIFIER_POINTER (DECL_NAME (from)), "stdin") == 0)
    watch->stdin_value = gimple_assign_lhs (assign);
}

static tree
look (gimple_stmt_iterator *at, bool *handled, struct walk_stmt_info *info)
{
  struct watch *watch = (struct watch *) info->info;
  gimple *statement = gsi_stmt (*at);
  if (gcall *call = dyn_cast<gcall *> (statement))
    look_at_call (watch, call);
  else if (gassign *assign = dyn_cast<gassign *> (statement))
    look_at_assignment (watch, assign);
  /* Operands hold nothing of interest; statements within are still seen.  */
  *handled = !gimple_has_substatements (statement);
  return NULL_TREE;
}

void
watch_function (const struct model *model, const char *entry, bool shared)
{
  struct watch watch = { model, entry, shared, NULL_TREE, NULL_TREE };
  struct walk_stmt_info info;
  memset (&info, 0, sizeof info);
  info.info = &watch;
  walk_gimple_seq (gimple_body (current_function_decl), look, NULL, &info);
}
