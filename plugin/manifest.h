/* manifest.h: the model as a manifest.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#ifndef SPARTA_MANIFEST_H
#define SPARTA_MANIFEST_H

#include "model.h"

/* MODEL as the JSON text that sparta-plugin(7) describes: one line, keys in a
   fixed order, no absolute path and no date.  The caller frees it.  NULL: out
   of memory.  */
char *manifest_text (const struct model *model);

/* TEXT as an ELF note: header, name, and TEXT as its descriptor, ended and
   padded by NULs to a multiple of four.  *SIZE is the note's size, *TEXT_AT
   the offset of the text in it.  The caller frees it.  NULL: out of
   memory.  */
char *manifest_note (const char *text, bool big_endian, size_t *size,
                     size_t *text_at);

#endif /* SPARTA_MANIFEST_H */
