/* package.h: the zip that is deployed, read.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_PACKAGE_H
#define SHIM_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <zip.h>

#include "elf-object.h"

/* What Lambda accepts, unpacked.  */
#define PACKAGE_SIZE_MAX ((size_t) 250 * 1024 * 1024)

/* What stands where in a package.  */
#define PACKAGE_BOOTSTRAP "bootstrap"
#define PACKAGE_LIBRARIES "lib/"

/* Whether DATA begins as a zip file does.  */
bool package_p (const char *data, size_t size);

/* Whether NAME may stand in a package: relative, and it leads to no place
   outside of the package.  */
bool package_name_p (const char *name);

/* Opens the package PATH; prints why not and returns NULL.  Close it with
   zip_discard.  */
zip_t *package_open (const char *path);

/* Finds the library with our exports in lib/ of PACKAGE, which came from PATH,
   or the executable of ours that is its bootstrap.  *NAME is its name in
   PACKAGE, and lives as long; OBJECT is the caller's to free.  Returns 0, or
   prints why not and returns an exit status.  */
int package_find_library (zip_t *package, const char *path, const char **name,
                          struct object *object);

/* Unpacks PACKAGE, which came from PATH, into FOLDER; what it makes there is
   scratch (scratch.h).  Returns 0, or prints why not and returns -1.  */
int package_unpack (zip_t *package, const char *path, const char *folder);

#endif /* SHIM_PACKAGE_H */
