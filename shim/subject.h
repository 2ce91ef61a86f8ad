/* subject.h: what `sparta describe' is given, and how its manifest is had.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_SUBJECT_H
#define SHIM_SUBJECT_H

#include <zip.h>

#include "elf-object.h"

/* A library, an executable, or a package.  */
struct subject
{
  const char *name;             /* as the user wrote it */
  unsigned seconds;             /* the time limit for running it */

  /* subject.c's own.  */
  struct object object;
  zip_t *package;               /* NULL: it is an ELF file */
  const char *entry;            /* the library's name in the package */
};

/* Opens SUBJECT, whose name and seconds are set.  Returns an exit status, and
   has printed what is wrong.  Free it in either case.  */
int subject_open (struct subject *subject);

/* Sets *MANIFEST, the caller's to free, from SUBJECT's note or by running it.
   Returns an exit status likewise.  */
int subject_find_manifest (struct subject *subject, char **manifest);

void subject_free (struct subject *subject);

#endif /* SHIM_SUBJECT_H */
