/* handler.h: a Lambda function's name in Python or JavaScript.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_HANDLER_H
#define SHIM_HANDLER_H

#include "target.h"

/* The handler, "index.NAME", that stands for FUNCTION in FOLDER, where PACKAGE
   is unpacked.  The caller's to free; prints why there is none and returns
   NULL.  */
char *handler_find (const char *package, const char *folder,
                    const char *function, enum target_kind kind);

#endif /* SHIM_HANDLER_H */
