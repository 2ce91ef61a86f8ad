/* lines.h: makes the table of lines that a crash report needs.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_LINES_H
#define SHIM_LINES_H

#include "elf-object.h"

/* Makes of OBJECT's DWARF and symbols what runtime/line-table.h describes; the
   caller's to free.  NULL where they tell nothing.  *LINELESS says whether the
   unit of LambdaInit was compiled without -g.  */
char *lines_make (const struct object *object, size_t *size,
                       bool *lineless);

#endif /* SHIM_LINES_H */
