/* bundle.c: see bundle.h.

   What the target's system has is never bundled: the system's folders come
   first on Lambda's search path, so a copy would not be used, and Debian's
   libgcc_s needs a newer glibc than Lambda's.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "bundle.h"
#include "check.h"
#include "cli.h"
#include "file.h"

/* What one run carries along.  */
struct collection
{
  struct bundle *bundle;
  const char *own;              /* the name of the user's library in lib/ */
  const struct target *target;
  const struct search *search;
};

static bool
bundled_p (const struct bundle *bundle, const char *soname)
{
  for (size_t i = 0; i < bundle->n_libraries; i++)
    if (strcmp (bundle->libraries[i].soname, soname) == 0)
      return true;
  return false;
}

/* Adds SONAME, which OBJECT, the file PATH, needs; the number of findings.  */
static unsigned
add_library (struct collection *collection, const struct object *object,
             const char *path, const char *soname)
{
  struct bundle *bundle = collection->bundle;
  struct object found;
  if (strchr (soname, '/') != NULL)
    {
      cli_error ("%s: needs %s by a path that Lambda does not have; link that "
                 "library with -Wl,-soname,%s",
                 path, soname, file_base (soname));
      return 1;
    }
  if (strcmp (soname, collection->own) == 0)
    {
      cli_error ("%s: needs a library of the package's own name, %s; rename "
                 "one of them", path, soname);
      return 1;
    }
  char *where
    = search_find (collection->search, object, path, soname, &found);
  if (where == NULL)
    {
      cli_error ("%s: needs %s, which %s lacks and which is not found here; "
                 "install it, or name its folder with --library-path=FOLDER",
                 path, soname, collection->target->name);
      return 1;
    }
  bundle->libraries = cli_grow (bundle->libraries, bundle->n_libraries,
                                sizeof *bundle->libraries);
  bundle->libraries[bundle->n_libraries++]
    = (struct bundled) { cli_asprintf ("%s", soname), where, found };
  return check_object (&found, soname, collection->target);
}

/* Adds what OBJECT, the file PATH, needs itself.  */
static unsigned
add_needed (struct collection *collection, const struct object *object,
            const char *path)
{
  unsigned n = 0;
  for (size_t i = 0; i < object->n_needed; i++)
    {
      const char *soname = object->needed[i];
      if (!target_provides_p (collection->target, soname)
          && !bundled_p (collection->bundle, soname))
        n += add_library (collection, object, path, soname);
    }
  return n;
}

unsigned
bundle_collect (struct bundle *bundle, const struct object *object,
                const char *path, const struct target *target,
                const struct search *search)
{
  struct collection collection = { bundle, file_base (path), target, search };
  unsigned n = add_needed (&collection, object, path);
  /* The list grows while it is read.  */
  for (size_t i = 0; i < bundle->n_libraries; i++)
    {
      struct bundled library = bundle->libraries[i];
      n += add_needed (&collection, &library.object, library.path);
    }
  return n;
}

void
bundle_free (struct bundle *bundle)
{
  for (size_t i = 0; i < bundle->n_libraries; i++)
    {
      object_free (&bundle->libraries[i].object);
      free (bundle->libraries[i].soname);
      free (bundle->libraries[i].path);
    }
  free (bundle->libraries);
}
