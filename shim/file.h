/* file.h: whole files in memory, and names of files.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_FILE_H
#define SHIM_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* Reads the regular file PATH.  *DATA is the caller's to free, and holds one
   NUL more than *SIZE.  Returns NULL, or why not (a constant, or the system's
   text).  */
const char *file_read (const char *path, char **data, size_t *size);

/* Writes DATA into the new file PATH with MODE, whatever the umask.  Returns
   NULL, or why not, and then leaves no file.  */
const char *file_write (const char *path, const void *data, size_t size,
                        unsigned mode);

/* Replaces the file PATH, or makes it, in one step: at any time there is the
   old file or the whole new one.  A symbolic link stays one; anything else
   that is no regular file is refused.  Returns NULL, or why not.  */
const char *file_replace (const char *path, const void *data, size_t size);

/* Whether A and B are one file.  */
bool file_same_p (const char *a, const char *b);

/* Writes all of DATA to FD.  */
bool file_write_all (int fd, const void *data, size_t size);

/* What follows the last slash of PATH.  */
const char *file_base (const char *path);

/* The folder of PATH, "." where it names none.  The caller's to free.  */
char *file_folder (const char *path);

#endif /* SHIM_FILE_H */
