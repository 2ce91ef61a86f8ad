/* lambda-env.h: the environment of a process that a verb runs as Lambda would.

   Built from nothing, so that no secret of the user's shell reaches the code
   that is run, and the code sees what it will see on Lambda.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_LAMBDA_ENV_H
#define SHIM_LAMBDA_ENV_H

#include <stddef.h>

struct lambda_env
{
  char **items;                 /* "NAME=VALUE", then NULL: fit for execve */
  size_t n_items;
};

/* Sets NAME, also where it was set before.  */
void lambda_env_set (struct lambda_env *env, const char *name,
                     const char *value);

/* Sets Lambda's variables, with dummy credentials, for FUNCTION of MEMORY_MB
   whose package is unpacked in TASK_ROOT and runs in RUNTIME (a target's
   name).  Libraries are looked for in TASK_ROOT and its lib/.  */
void lambda_env_fill (struct lambda_env *env, const char *runtime,
                      const char *task_root, const char *function,
                      unsigned memory_mb);

void lambda_env_free (struct lambda_env *env);

#endif /* SHIM_LAMBDA_ENV_H */
