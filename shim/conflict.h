/* conflict.h: a library that two services are linked into.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_CONFLICT_H
#define SHIM_CONFLICT_H

#include "elf-object.h"

/* NULL where OBJECT has one manifest, or none, or the same one several times.
   Else what is wrong, with the two source files named, and the remedy; the
   caller's to free.  */
char *conflict_find (const struct object *object);

#endif /* SHIM_CONFLICT_H */
