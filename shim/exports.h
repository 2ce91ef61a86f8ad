/* exports.h: whether a library exports what a host calls, and if not, why.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_EXPORTS_H
#define SHIM_EXPORTS_H

#include "elf-object.h"

/* NULL where OBJECT exports LambdaInit, Lambda and LambdaFree, and has the
   runtime behind them.  Else what it is or lacks, and the remedy; the caller's
   to free.  */
char *exports_why_missing (const struct object *object);

#endif /* SHIM_EXPORTS_H */
