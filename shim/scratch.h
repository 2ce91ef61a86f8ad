/* scratch.h: temporary files and folders that never outlive the process, be it
   ended by an error or by a signal.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_SCRATCH_H
#define SHIM_SCRATCH_H

/* A new folder of our own, mode 0700.  Exits 2 where none can be made.  The
   caller's to free.  */
char *scratch_folder (void);

/* The file or empty folder PATH is removed at the end; what was added last is
   removed first.  Call it ahead of making PATH.  */
void scratch_add (const char *path);

/* PATH, which scratch_add was given, stays.  */
void scratch_keep (const char *path);

/* Removes FOLDER now, with what a program that ran there has left.  */
void scratch_remove (const char *folder);

#endif /* SHIM_SCRATCH_H */
