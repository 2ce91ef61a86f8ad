/* target.h: what a Lambda runtime can load, from targets.conf.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_TARGET_H
#define SHIM_TARGET_H

#include <stdbool.h>
#include <stddef.h>

#define TARGET_DEFAULT "python3.13"
#define TARGET_NATIVE_DEFAULT "provided.al2023"
#define TARGET_PROCESS_DEFAULT "nodejs22.x"

enum target_kind
{
  TARGET_PYTHON,                /* index.py */
  TARGET_NATIVE,                /* bootstrap */
  TARGET_PROCESS                /* index.js */
};

/* The newest version of one family that the system defines.  */
struct target_limit
{
  char prefix[16];              /* "GLIBC_" */
  char version[16];             /* "2.34" */
};

struct target
{
  char name[32];                /* "python3.13", without an architecture */
  char os[16];
  enum target_kind kind;
  const char *architecture;     /* "x86_64", "arm64"; NULL: the library's */
  struct target_limit *limits;
  size_t n_limits;
  char **provides;              /* sonames */
  size_t n_provides;
};

/* Fills TARGET from TEXT, `NAME' or `NAME/ARCHITECTURE'.  Returns 0, or prints
   why not, with the known names, and returns -1.  Free it in either case.  */
int target_read (struct target *target, const char *text);
void target_free (struct target *target);

/* Whether the system brings a library of this soname.  */
bool target_provides_p (const struct target *target, const char *soname);

/* The limit that the version NAME of a library exceeds; NULL: none.  A name
   of a known family that is no number (GLIBC_PRIVATE) exceeds it.  */
const struct target_limit *target_exceeded (const struct target *target,
                                            const char *name);

#endif /* SHIM_TARGET_H */
