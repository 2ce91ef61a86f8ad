/* handler.h: a Lambda function's Python name.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_HANDLER_H
#define SHIM_HANDLER_H

/* The handler, "index.NAME", that stands for FUNCTION in FOLDER, where PACKAGE
   is unpacked.  The caller's to free; prints why there is none and returns
   NULL.  */
char *handler_find (const char *package, const char *folder,
                    const char *function);

#endif /* SHIM_HANDLER_H */
