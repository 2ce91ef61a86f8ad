/* sandbox.h: a process that runs an unpacked package as Lambda would.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_SANDBOX_H
#define SHIM_SANDBOX_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>
#include <zip.h>

#include "lambda-env.h"

struct sandbox
{
  char *folder;                 /* the package, unpacked */
  struct lambda_env env;
  pid_t child;                  /* leads a process group; 0: none */
  bool ended;                   /* STATUS is as waitpid has it */
  int status;
};

/* Unpacks PACKAGE, which came from PATH, into a new temporary folder.  Returns
   0, or has printed why not.  Free it in either case.  */
int sandbox_open (struct sandbox *sandbox, zip_t *package, const char *path);

/* Starts ARGUMENTS there, in the environment ENV and with the signal mask
   MASK; what it prints goes to standard error.  Returns 0, or has printed why
   not.  */
int sandbox_start (struct sandbox *sandbox, char *const *arguments,
                   const sigset_t *mask);

/* Looks whether the child has ended.  */
bool sandbox_ended_p (struct sandbox *sandbox);

/* Sends SIGNAL to the child and to what it started.  */
void sandbox_signal (const struct sandbox *sandbox, int signal);

/* Ends the child at once, and removes the folder, with what it left there.  */
void sandbox_free (struct sandbox *sandbox);

#endif /* SHIM_SANDBOX_H */
