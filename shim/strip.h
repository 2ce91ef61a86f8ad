/* strip.h: a library without what only a debugger reads.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_STRIP_H
#define SHIM_STRIP_H

#include "elf-object.h"

/* A section that is added to what is stripped.  */
struct strip_section
{
  const char *name;
  const void *data;
  size_t size;
};

/* Sets *DATA, the caller's to free, to OBJECT's file without its debugging
   sections and its static symbol table, and with ADDED, if that is not NULL,
   in place of a section of that name; *SIZE is its size.  *DATA is NULL where
   there is nothing to leave out.  What the loader, the unwinder and a reader
   of notes see is the same.  Returns NULL, or why OBJECT cannot be stripped;
   *DATA is NULL then.  */
const char *strip_object (const struct object *object,
                          const struct strip_section *added, char **data,
                          size_t *size);

#endif /* SHIM_STRIP_H */
