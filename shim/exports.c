/* exports.c: see exports.h.

   A library loses its exports in few ways, and each leaves a trace: an entry
   that nobody redirected, or a manifest without the functions that belong to
   it.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdlib.h>

#include "cli.h"
#include "exports.h"

static const char *const names[] = { "LambdaInit", "Lambda", "LambdaFree" };

/* The missing names, with ", " between; NULL: none.  */
static char *
missing_names (const struct object *object)
{
  char *list = NULL;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    {
      if (object_symbol_find (object, names[i], true) != NULL)
        continue;
      char *longer = list == NULL
                       ? cli_asprintf ("%s", names[i])
                       : cli_asprintf ("%s, %s", list, names[i]);
      free (list);
      list = longer;
    }
  return list;
}

/* Whether OBJECT calls ENTRY, or SISTER, which takes hooks too.  */
static bool
calls_p (const struct object *object, const char *entry, const char *sister)
{
  return object_symbol_find (object, entry, false) != NULL
         || object_symbol_find (object, sister, false) != NULL;
}

/* What OBJECT's traces say.  */
static const char *
remedy (const struct object *object)
{
  if (calls_p (object, "sparta_library_main", "sparta_library_main_ex"))
    return "its call of sparta_library_main was compiled without the plugin; "
           "compile with $(pkg-config --cflags sparta)";
  if (calls_p (object, "sparta_main", "sparta_main_ex"))
    return "it calls sparta_main, which makes an executable; call "
           "sparta_library_main of <sparta-library.h>, or compile with "
           "-fplugin-arg-sparta-entry=sparta_main";
  if (object->n_manifests > 0)
    return "it has a manifest, so the linker hid them; look for "
           "--exclude-libs, or add them to the version script";
  return "compile with $(pkg-config --cflags sparta); where the object with "
         "main is in an archive, link with -Wl,-u,LambdaInit";
}

char *
exports_why_missing (const struct object *object)
{
  if (object->type == ET_REL)
    return cli_asprintf ("is an object file, not a library; link it with "
                         "-shared");
  char *list = missing_names (object);
  if (list == NULL && object_symbol_find (object, "spartap_init", false))
    return cli_asprintf ("was linked without the runtime; add $(pkg-config "
                         "--libs sparta) behind its objects");
  if (list == NULL)
    return NULL;
  char *why;
  if (object->executable)
    why = cli_asprintf ("is an executable, not a library; link it with "
                        "-shared%s",
                        object->app ? ", or take --target=provided.al2023"
                                    : "");
  else
    why = cli_asprintf ("exports no %s: %s", list, remedy (object));
  free (list);
  return why;
}
