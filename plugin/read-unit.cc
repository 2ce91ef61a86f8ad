/* read-unit.cc: from GCC's tables to the model: where the entry is used, where
   main is, and what symbols would clash with ours.

   On the pass's first run some functions are GIMPLE already and the others are
   still GENERIC, so both are walked.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "adapter.h"

/* A walk: where it collects, and where it is.  */
struct walk
{
  struct unit *unit;
  const char *entry;
  location_t place;             /* the last that was known */
};

const char *
symbol_name (tree decl)
{
  if (!HAS_DECL_ASSEMBLER_NAME_P (decl))
    return NULL;
  const char *name = IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (decl));
  return *name == '*' ? name + 1 : name;
}

const char *
shown_file (const char *file)
{
  return IS_ABSOLUTE_PATH (file) ? lbasename (file) : file;
}

enum model_entry
entry_of (tree decl, const char *entry)
{
  if (decl == NULL_TREE || TREE_CODE (decl) != FUNCTION_DECL
      || !TREE_PUBLIC (decl) || !DECL_EXTERNAL (decl))
    return ENTRY_NONE;
  /* A name is mangled only where that can matter.  */
  if (!DECL_ASSEMBLER_NAME_SET_P (decl)
      && (DECL_NAME (decl) == NULL_TREE
          || model_entry_of (IDENTIFIER_POINTER (DECL_NAME (decl)), entry)
               == ENTRY_NONE))
    return ENTRY_NONE;
  return model_entry_of (symbol_name (decl), entry);
}

/* C++ shows a constructor's calls once for each of its clones.  */
static bool
known_p (const struct model *model, location_t place, bool direct)
{
  for (size_t i = 0; i < model->n_calls; i++)
    if (model->calls[i].place == place && model->calls[i].direct == direct)
      return true;
  return false;
}

/* Notes a use of FUNCTION, the entry; SERVICE is its argument where it is a
   call.  */
static void
note_use (struct walk *walk, tree function, bool direct, tree service)
{
  struct model *model = &walk->unit->model;
  if (known_p (model, walk->place, direct))
    return;
  struct model_call *call = model_add_call (model);
  call->name = symbol_name (function);
  call->place = walk->place;
  call->direct = direct;
  if (direct && walk->unit->service == NULL_TREE)
    walk->unit->service = service;
}

static tree visit (tree *, int *, void *);

/* The number of arguments of a call of KIND, of which the third is the
   service.  */
static unsigned
n_arguments (enum model_entry kind)
{
  return kind == ENTRY_HOOKS ? 4 : 3;
}

/* The direct call EXPRESSION: its arguments are walked, its function is not,
   for that would look like an address taken.  */
static void
visit_call (tree expression, enum model_entry kind, struct walk *walk)
{
  unsigned n = call_expr_nargs (expression);
  note_use (walk, get_callee_fndecl (expression), true,
            n == n_arguments (kind) ? CALL_EXPR_ARG (expression, 2)
                                    : NULL_TREE);
  for (int i = 0; i < call_expr_nargs (expression); i++)
    walk_tree_without_duplicates (&CALL_EXPR_ARG (expression, i), visit,
                                  walk);
}

static tree
visit (tree *node, int *walk_subtrees, void *data)
{
  struct walk *walk = (struct walk *) data;
  if (TYPE_P (*node))
    {
      *walk_subtrees = 0;
      return NULL_TREE;
    }
  if (EXPR_HAS_LOCATION (*node))
    walk->place = EXPR_LOCATION (*node);
  enum model_entry kind
    = TREE_CODE (*node) == CALL_EXPR
        ? entry_of (get_callee_fndecl (*node), walk->entry) : ENTRY_NONE;
  if (kind != ENTRY_NONE)
    {
      *walk_subtrees = 0;
      visit_call (*node, kind, walk);
    }
  else if (TREE_CODE (*node) == ADDR_EXPR
           && entry_of (TREE_OPERAND (*node, 0), walk->entry) != ENTRY_NONE)
    note_use (walk, TREE_OPERAND (*node, 0), false, NULL_TREE);
  return NULL_TREE;
}

static tree
visit_operand (tree *node, int *walk_subtrees, void *data)
{
  struct walk_stmt_info *info = (struct walk_stmt_info *) data;
  return visit (node, walk_subtrees, info->info);
}

static tree
visit_statement (gimple_stmt_iterator *at, bool *handled,
                 struct walk_stmt_info *info)
{
  struct walk *walk = (struct walk *) info->info;
  gimple *statement = gsi_stmt (*at);
  if (gimple_has_location (statement))
    walk->place = gimple_location (statement);
  if (!is_gimple_call (statement))
    return NULL_TREE;
  tree function = gimple_call_fndecl (statement);
  enum model_entry kind = entry_of (function, walk->entry);
  if (kind == ENTRY_NONE)
    return NULL_TREE;
  note_use (walk, function, true,
            gimple_call_num_args (statement) == n_arguments (kind)
              ? gimple_call_arg (statement, 2) : NULL_TREE);
  /* The function would look like an address taken; the arguments are plain
     here.  */
  *handled = true;
  return NULL_TREE;
}

static void
walk_function (tree decl, struct walk *walk)
{
  walk->place = DECL_SOURCE_LOCATION (decl);
  if (gimple_has_body_p (decl))
    {
      struct walk_stmt_info info;
      memset (&info, 0, sizeof info);
      info.info = walk;
      walk_gimple_seq (gimple_body (decl), visit_statement, visit_operand,
                       &info);
    }
  else if (DECL_SAVED_TREE (decl) != NULL_TREE)
    walk_tree_without_duplicates (&DECL_SAVED_TREE (decl), visit, walk);
}

static void
walk_variable (tree decl, struct walk *walk)
{
  walk->place = DECL_SOURCE_LOCATION (decl);
  if (DECL_INITIAL (decl) != NULL_TREE
      && DECL_INITIAL (decl) != error_mark_node)
    walk_tree_without_duplicates (&DECL_INITIAL (decl), visit, walk);
}

/* Whether DECL defines the program's main.  By the assembler's name: a method
   called main is another, asm ("main") is it.  */
static bool
main_p (tree decl)
{
  return TREE_PUBLIC (decl) && !DECL_EXTERNAL (decl)
         && strcmp (symbol_name (decl), "main") == 0;
}

bool
ours_p (const char *name)
{
  static const char *const names[] = { "Lambda", "LambdaInit", "LambdaFree",
                                       NAME_MAIN, NAME_ENTER,
                                       NAME_ENTER_EX };
  for (size_t i = 0; i < ARRAY_SIZE (names); i++)
    if (strcmp (name, names[i]) == 0)
      return true;
  return false;
}

/* TYPE without the program's own names for it.  */
static char *
plain_type (tree type)
{
  const char *constant = TYPE_READONLY (type) ? "const " : "";
  if (!POINTER_TYPE_P (type))
    return concat (constant,
                   print_generic_expr_to_str (TYPE_MAIN_VARIANT (type)), NULL);
  char *to = plain_type (TREE_TYPE (type));
  char *text = concat (to, " *", constant, NULL);
  free (to);
  return text;
}

/* Whether TYPE, a function's, has C++'s noexcept.  */
static bool
noexcept_p (tree type)
{
  if (strncmp (lang_hooks.name, "GNU C++", 7) != 0)
    return false;
  tree raises = TYPE_LANG_SLOT_1 (type);        /* TYPE_RAISES_EXCEPTIONS */
  return raises != NULL_TREE && TREE_PURPOSE (raises) == boolean_true_node;
}

/* Reads main's type as C has it; from its parameters, because an old-style
   definition has them alone.  */
static void
read_main (tree decl, struct unit *unit)
{
  struct model *model = &unit->model;
  unit->main = decl;
  model->has_main = true;
  model->main_place = DECL_SOURCE_LOCATION (decl);
  model->main_result
    = VOID_TYPE_P (TREE_TYPE (TREE_TYPE (decl))) ? "void" : "int";
  model->main_noexcept = noexcept_p (TREE_TYPE (decl));
  model->main_aliased
    = strcmp (IDENTIFIER_POINTER (DECL_NAME (decl)), "main") != 0;
  for (tree parameter = DECL_ARGUMENTS (decl);
       parameter != NULL_TREE
       && model->n_main_parameters < ARRAY_SIZE (model->main_parameters);
       parameter = DECL_CHAIN (parameter))
    model->main_parameters[model->n_main_parameters++]
      = plain_type (TREE_TYPE (parameter));
}

/* Reads the symbols, once it is known that the entry is used.  */
static void
read_symbols (struct unit *unit)
{
  symtab_node *node;
  FOR_EACH_SYMBOL (node)
    {
      tree decl = node->decl;
      const char *name = symbol_name (decl);
      if (name == NULL || DECL_EXTERNAL (decl))
        continue;
      if (TREE_CODE (decl) == FUNCTION_DECL && main_p (decl))
        read_main (decl, unit);
      else if (ours_p (name))
        {
          struct model_clash *clash = model_add_clash (&unit->model);
          clash->name = name;
          clash->place = DECL_SOURCE_LOCATION (decl);
        }
    }
}

/* Whether the unit names ENTRY or its sister at all.  */
static bool
named_p (const char *entry)
{
  char *sister = concat (entry, "_ex", NULL);
  bool named = maybe_get_identifier (entry) != NULL_TREE
               || maybe_get_identifier (sister) != NULL_TREE;
  free (sister);
  return named;
}

/* Notes in MODEL which of ENTRY and its sister is called first.  */
static void
settle_entry (struct model *model, const char *entry)
{
  model->entry = model->calls[0].name;
  model->hooks = model_entry_of (model->entry, entry) == ENTRY_HOOKS;
}

void
read_unit (struct unit *unit, const char *entry)
{
  struct walk walk = { unit, entry, UNKNOWN_LOCATION };
  /* The usual unit never names the entry: nothing is walked.  */
  if (!named_p (entry))
    return;
  cgraph_node *function;
  FOR_EACH_FUNCTION (function)
    walk_function (function->decl, &walk);
  varpool_node *variable;
  FOR_EACH_VARIABLE (variable)
    walk_variable (variable->decl, &walk);
  if (unit->model.n_calls == 0)
    return;
  settle_entry (&unit->model, entry);
  read_symbols (unit);
  if (unit->service != NULL_TREE)
    read_table (unit->service, &unit->model.service);
}
