/* keep.h: the library as it was before it was stripped, for a debugger.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_KEEP_H
#define SHIM_KEEP_H

#include "elf-object.h"

/* Writes OBJECT's file into .sparta/ of the current folder, as its build id
   and ".debug"; where it has no build id, does nothing.  A failure is a
   warning: the package is good without it.  */
void keep_object (const struct object *object);

#endif /* SHIM_KEEP_H */
