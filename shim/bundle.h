/* bundle.h: the libraries that a package takes along.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_BUNDLE_H
#define SHIM_BUNDLE_H

#include <stddef.h>

#include "elf-object.h"
#include "search.h"
#include "target.h"

/* A library of the package.  */
struct bundled
{
  char *soname;                 /* its name in lib/ */
  char *path;
  struct object object;
};

struct bundle
{
  struct bundled *libraries;    /* the user's own is not among them */
  size_t n_libraries;
};

/* Fills BUNDLE with what OBJECT, the file PATH, and its libraries need and
   TARGET lacks.  Prints, a line each, what is not found and what TARGET cannot
   load; returns how many of these there are.  */
unsigned bundle_collect (struct bundle *bundle, const struct object *object,
                         const char *path, const struct target *target,
                         const struct search *search);

void bundle_free (struct bundle *bundle);

#endif /* SHIM_BUNDLE_H */
