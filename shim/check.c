/* check.c: see check.h.

   A library loads where the system's libraries define every version that it
   needs.  The loader compares names, and the numbers in them grow with glibc,
   so "newer than the target's newest" is all that has to be known of a target.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "cli.h"
#include "conflict.h"
#include "exports.h"

/* Whether the loader of TARGET fails for want of VERSION; then LIMIT is what
   it has.  */
static bool
lacking_p (const struct target *target, const struct object_version *version,
           const struct target_limit **limit)
{
  if (version->weak || !target_provides_p (target, version->file))
    return false;
  *limit = target_exceeded (target, version->name);
  return *limit != NULL;
}

/* Says that SYMBOL, or the library as a whole where it is NULL, needs
   VERSION.  */
static void
print_lack (const char *what, const char *symbol,
            const struct object_version *version, const struct target *target,
            const struct target_limit *limit)
{
  const char *user = symbol != NULL ? symbol : version->file;
  cli_error ("%s: %s needs %s, %s has %s; build on a system as old as that"
             "%s%s",
             what, user, version->name, target->name, limit->version,
             symbol != NULL ? ", or avoid " : "",
             symbol != NULL ? symbol : "");
}

static unsigned
check_symbols (const struct object *object, const char *what,
               const struct target *target)
{
  unsigned n = 0;
  for (size_t i = 0; i < object->n_symbols; i++)
    {
      const struct object_symbol *symbol = &object->symbols[i];
      const struct target_limit *limit;
      if (symbol->version == NULL
          || !lacking_p (target, symbol->version, &limit))
        continue;
      print_lack (what, symbol->name, symbol->version, target, limit);
      n++;
    }
  return n;
}

/* Versions that no symbol names: GLIBC_ABI_DT_RELR is one.  */
static unsigned
check_versions (const struct object *object, const char *what,
                const struct target *target)
{
  unsigned n = 0;
  for (size_t i = 0; i < object->n_versions; i++)
    {
      const struct object_version *version = &object->versions[i];
      const struct target_limit *limit;
      if (version->used || !lacking_p (target, version, &limit))
        continue;
      print_lack (what, NULL, version, target, limit);
      n++;
    }
  return n;
}

static unsigned
check_architecture (const struct object *object, const char *what,
                    const struct target *target)
{
  if (object->architecture != NULL
      && strcmp (object->architecture, target->architecture) == 0)
    return 0;
  char *text = object_architecture_text (object);
  cli_error ("%s: is for %s, the target %s/%s is not; build it for %s", what,
             text, target->name, target->architecture, target->architecture);
  free (text);
  return 1;
}

unsigned
check_object (const struct object *object, const char *what,
              const struct target *target)
{
  return check_architecture (object, what, target)
         + check_symbols (object, what, target)
         + check_versions (object, what, target);
}

/* Says WHY, which it frees, of WHAT; NULL: nothing.  */
static unsigned
print_why (const char *what, char *why)
{
  if (why == NULL)
    return 0;
  cli_error ("%s: %s", what, why);
  free (why);
  return 1;
}

unsigned
check_service (const struct object *object, const char *what)
{
  char *why = exports_why_missing (object);
  return print_why (what, why != NULL ? why : conflict_find (object));
}

unsigned
check_program (const struct object *object, const char *what)
{
  if (!object->executable)
    return print_why (what,
                      cli_asprintf ("is a library, and this target starts an "
                                    "executable; link it with $(pkg-config "
                                    "--libs sparta-app), or take "
                                    "--target=python3.13"));
  if (object->app)
    return print_why (what, conflict_find (object));
  return print_why (what,
                    cli_asprintf ("is an executable without libsparta-app: it "
                                  "does not serve Lambda; link it with "
                                  "$(pkg-config --libs sparta-app)"));
}
