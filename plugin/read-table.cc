/* read-table.cc: from a constant service table to the model.

   A table is constant where every part that the model wants can be read from
   initialisers of objects that nothing may change.  The first part that cannot
   be read makes the whole table dynamic: C++ leaves a partial initialiser of
   an object that it fills in at run time, so half a table would be a lie.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "adapter.h"

/* More rows than any service has: a number that was meant otherwise.  */
enum { MOST_ROWS = 1 << 20 };

/* Reads one member's VALUE into the row or service TO; whether it could.  */
typedef bool read_member (const char *name, tree value, void *to);

static bool
read_string (tree value, const char **to)
{
  STRIP_NOPS (value);
  if (integer_zerop (value))
    return true;
  if (TREE_CODE (value) != ADDR_EXPR)
    return false;
  tree object = TREE_OPERAND (value, 0);
  if (TREE_CODE (object) == ARRAY_REF
      && integer_zerop (TREE_OPERAND (object, 1)))
    object = TREE_OPERAND (object, 0);
  if (VAR_P (object) && TREE_READONLY (object)
      && DECL_INITIAL (object) != NULL_TREE)
    object = DECL_INITIAL (object);
  if (TREE_CODE (object) != STRING_CST
      || TYPE_PRECISION (TREE_TYPE (TREE_TYPE (object))) != BITS_PER_UNIT)
    return false;
  const char *text = TREE_STRING_POINTER (object);
  if (memchr (text, 0, TREE_STRING_LENGTH (object)) == NULL)
    return false;
  *to = xstrdup (text);         /* GCC may collect its own */
  return true;
}

static bool
read_number (tree value, long *to)
{
  STRIP_NOPS (value);
  if (TREE_CODE (value) != INTEGER_CST || !tree_fits_shwi_p (value))
    return false;
  *to = tree_to_shwi (value);
  return true;
}

static bool
read_flag (tree value, bool *to)
{
  long number;
  if (!read_number (value, &number))
    return false;
  *to = number != 0;
  return true;
}

/* Makes *PLACE that of EXPRESSION, where it is not known yet.  */
static void
note_place (tree expression, model_place *place)
{
  if (*place == UNKNOWN_LOCATION && EXPR_HAS_LOCATION (expression))
    *place = EXPR_LOCATION (expression);
}

static bool
read_handler (tree value, struct model_function *function)
{
  note_place (value, &function->handler_place);
  STRIP_NOPS (value);
  note_place (value, &function->handler_place);
  if (integer_zerop (value))
    return true;
  if (TREE_CODE (value) != ADDR_EXPR
      || TREE_CODE (TREE_OPERAND (value, 0)) != FUNCTION_DECL)
    return false;
  tree decl = TREE_OPERAND (value, 0);
  expanded_location where = expand_location (DECL_SOURCE_LOCATION (decl));
  function->handler = xstrdup (symbol_name (decl));
  if (where.file != NULL)
    function->file = shown_file (where.file);
  function->line = where.line;
  return true;
}

static bool
read_function_member (const char *name, tree value, void *to)
{
  struct model_function *function = (struct model_function *) to;
  /* In C a row has no place, but its strings have: that of its first
     token.  */
  note_place (value, &function->place);
  STRIP_NOPS (value);
  note_place (value, &function->place);
  if (strcmp (name, "name") == 0)
    return read_string (value, &function->name);
  if (strcmp (name, "handler") == 0)
    return read_handler (value, function);
  if (strcmp (name, "description") == 0)
    return read_string (value, &function->description);
  if (strcmp (name, "memory_mb") == 0)
    return read_number (value, &function->memory_mb);
  if (strcmp (name, "timeout_s") == 0)
    return read_number (value, &function->timeout_s);
  if (strcmp (name, "http") == 0)
    return read_flag (value, &function->http);
  if (strcmp (name, "metrics") == 0)
    return read_flag (value, &function->metrics);
  return true;                  /* data: nothing the model wants */
}

/* Reads each member of the struct CONSTRUCTOR by READ into TO.  */
static bool
read_members (tree constructor, read_member *read, void *to)
{
  unsigned HOST_WIDE_INT i;
  tree field, value;
  if (constructor == NULL_TREE || TREE_CODE (constructor) != CONSTRUCTOR)
    return false;
  FOR_EACH_CONSTRUCTOR_ELT (CONSTRUCTOR_ELTS (constructor), i, field, value)
    if (field == NULL_TREE || DECL_NAME (field) == NULL_TREE
        || !read (IDENTIFIER_POINTER (DECL_NAME (field)), value, to))
      return false;
  return true;
}

/* The initialiser of the object that POINTER points to, and the object in
   *OBJECT; NULL_TREE unless nothing can change it.  */
static tree
pointed (tree pointer, tree *object)
{
  STRIP_NOPS (pointer);
  if (TREE_CODE (pointer) != ADDR_EXPR)
    return NULL_TREE;
  tree decl = TREE_OPERAND (pointer, 0);
  if (TREE_CODE (decl) == ARRAY_REF
      && integer_zerop (TREE_OPERAND (decl, 1)))
    decl = TREE_OPERAND (decl, 0);
  if (TREE_CODE (decl) == COMPOUND_LITERAL_EXPR)
    decl = COMPOUND_LITERAL_EXPR_DECL (decl);
  if (!VAR_P (decl) || !TREE_STATIC (decl) || !TREE_READONLY (decl)
      || TREE_THIS_VOLATILE (decl))
    return NULL_TREE;
  *object = decl;
  return DECL_INITIAL (decl);
}

/* The number of the row that INDEX means, NEXT where it is left out; -1: a
   range, which is GNU C's and dynamic here.  */
static HOST_WIDE_INT
row_number (tree index, HOST_WIDE_INT next)
{
  if (index == NULL_TREE)
    return next;
  return TREE_CODE (index) == INTEGER_CST && tree_fits_shwi_p (index)
         ? tree_to_shwi (index) : -1;
}

static bool
read_row (tree row, tree table, struct model_function *function)
{
  function->place = UNKNOWN_LOCATION;
  note_place (row, &function->place);
  bool good = read_members (row, read_function_member, function);
  if (function->place == UNKNOWN_LOCATION)
    function->place = function->handler_place != UNKNOWN_LOCATION
                      ? function->handler_place : DECL_SOURCE_LOCATION (table);
  return good;
}

/* Reads at most N rows of the array that POINTER points to.  A row that its
   initialiser leaves out between others is there, and zero.  */
static bool
read_rows (tree pointer, HOST_WIDE_INT n, struct model_service *service)
{
  unsigned HOST_WIDE_INT i;
  tree index, row, table = NULL_TREE, rows = pointed (pointer, &table);
  if (rows == NULL_TREE || TREE_CODE (rows) != CONSTRUCTOR
      || TREE_CODE (TREE_TYPE (rows)) != ARRAY_TYPE
      || n > (HOST_WIDE_INT) MOST_ROWS)
    return false;
  HOST_WIDE_INT number = -1;
  FOR_EACH_CONSTRUCTOR_ELT (CONSTRUCTOR_ELTS (rows), i, index, row)
    {
      number = row_number (index, number + 1);
      if (number < 0)
        return false;
      while (number < n && (HOST_WIDE_INT) service->n_functions <= number)
        model_add_function (service)->place = DECL_SOURCE_LOCATION (table);
      if (number < n
          && !read_row (row, table, &service->functions[number]))
        return false;
    }
  service->rows_missing = (HOST_WIDE_INT) service->n_functions < n;
  return true;
}

/* The service's members, before the rows can be read.  */
struct service_parts
{
  struct model_service *service;
  tree lambdas;
  long n_lambdas;
};

static bool
read_service_member (const char *name, tree value, void *to)
{
  struct service_parts *parts = (struct service_parts *) to;
  if (strcmp (name, "name") == 0)
    return read_string (value, &parts->service->name);
  if (strcmp (name, "description") == 0)
    return read_string (value, &parts->service->description);
  if (strcmp (name, "n_lambdas") == 0)
    return read_number (value, &parts->n_lambdas);
  if (strcmp (name, "lambdas") == 0)
    parts->lambdas = value;
  return true;
}

static bool
read_service (tree argument, struct model_service *service)
{
  tree object = NULL_TREE, constructor = pointed (argument, &object);
  struct service_parts parts = { service, NULL_TREE, 0 };
  if (constructor == NULL_TREE
      || !read_members (constructor, read_service_member, &parts))
    return false;
  service->place = DECL_SOURCE_LOCATION (object);
  if (parts.lambdas == NULL_TREE || parts.n_lambdas <= 0)
    return parts.n_lambdas == 0;
  return read_rows (parts.lambdas, parts.n_lambdas, service);
}

void
read_table (tree argument, struct model_service *service)
{
  service->constant = read_service (argument, service);
  if (service->constant)
    return;
  free (service->functions);
  memset (service, 0, sizeof *service);
}
