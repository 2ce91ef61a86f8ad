/* preserve.h: the source as transformed, for people and other compilers.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#ifndef SPARTA_PRESERVE_H
#define SPARTA_PRESERVE_H

#include "model.h"

/* The source file PATH as transformed: its bytes untouched between a prologue,
   which gives main and the entry their new names, and an epilogue, which is
   the injected functions in C, with MANIFEST.  The caller frees it; its size
   goes to *SIZE.  NULL, with errno set: it cannot be read.  */
char *preserve_source (const struct model *model, const char *path,
                       const char *manifest, size_t *size);

/* Writes SIZE bytes of DATA to the file NAME in FOLDER, which is made where it
   is missing: whole or not at all.  Returns 0 or an errno.  */
int preserve_write (const char *folder, const char *name, const char *data,
                    size_t size);

#endif /* SPARTA_PRESERVE_H */
