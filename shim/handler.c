/* handler.c: see handler.h.

   The package's own index.py says it, in the line that `sparta shim' wrote:

     Hello_World = _sparta_function("Hello-World")

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "file.h"
#include "handler.h"

/* How the lines look by which an index file names a function: the identifier
   stands between BEFORE and AFTER, in which %s is the function's name.  */
struct form
{
  const char *file, *before, *after;
};

static const struct form python
  = { "index.py", "", " = _sparta_function(\"%s\")\n" };
static const struct form node = { "index.js", "  [\"", "\", \"%s\"],\n" };

/* The identifier that stands before AFTER on its line of TEXT.  */
static char *
copy_name (const char *text, const char *after, const struct form *form)
{
  const char *start = after;
  while (start > text && start[-1] != '\n')
    start--;
  start += strlen (form->before);
  return cli_asprintf ("index.%.*s", (int) (after - start), start);
}

/* What follows the identifier of FUNCTION.  */
static char *
make_after (const struct form *form, const char *function)
{
  const char *place = strstr (form->after, "%s");
  return cli_asprintf ("%.*s%s%s", (int) (place - form->after), form->after,
                       function, place + 2);
}

char *
handler_find (const char *package, const char *folder, const char *function,
              enum target_kind kind)
{
  const struct form *form = kind == TARGET_PROCESS ? &node : &python;
  char *path = cli_asprintf ("%s/%s", folder, form->file), *text;
  char *after = make_after (form, function), *handler = NULL;
  size_t size;
  const char *why = file_read (path, &text, &size);
  const char *found = why == NULL ? strstr (text, after) : NULL;
  if (found != NULL)
    handler = copy_name (text, found, form);
  else if (why != NULL)
    cli_error ("%s: no %s in it: %s; make the package with sparta zip",
               package, form->file, why);
  else
    cli_error ("%s: its %s has no function for %s; make the package again "
               "with sparta zip", package, form->file, function);
  free (text);
  free (path);
  free (after);
  return handler;
}
