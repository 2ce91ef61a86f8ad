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

/* What stands before the assignment at ASSIGNMENT on its line of TEXT.  */
static char *
copy_name (const char *text, const char *assignment)
{
  const char *start = assignment;
  while (start > text && start[-1] != '\n')
    start--;
  return cli_asprintf ("index.%.*s", (int) (assignment - start), start);
}

char *
handler_find (const char *package, const char *folder, const char *function)
{
  char *path = cli_asprintf ("%s/index.py", folder), *text, *handler = NULL;
  char *line = cli_asprintf (" = _sparta_function(\"%s\")\n", function);
  size_t size;
  const char *why = file_read (path, &text, &size);
  const char *assignment = why == NULL ? strstr (text, line) : NULL;
  if (assignment != NULL)
    handler = copy_name (text, assignment);
  else if (why != NULL)
    cli_error ("%s: no index.py in it: %s; make the package with sparta zip",
               package, why);
  else
    cli_error ("%s: its index.py has no function for %s; make the package "
               "again with sparta zip", package, function);
  free (text);
  free (path);
  free (line);
  return handler;
}
