/* lambda-env.c: see lambda-env.h.  The variables are those of Lambda's manual,
   "Defined runtime environment variables".

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "lambda-env.h"

/* What does not depend on the function.  */
static const char *const constants[][2] = {
  { "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE" },
  { "AWS_DEFAULT_REGION", "us-east-1" },
  { "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST" },
  { "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand" },
  { "AWS_LAMBDA_LOG_FORMAT", "Text" },
  { "AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/01/[$LATEST]sparta" },
  { "AWS_REGION", "us-east-1" },
  { "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
  { "AWS_SESSION_TOKEN", "dummy-session-token" },
  { "LANG", "en_US.UTF-8" },
  { "PATH", "/usr/local/bin:/usr/bin:/bin:/opt/bin" },
  { "TZ", ":UTC" },
};

/* Where NAME stands among the items; the end where it does not.  */
static size_t
find_item (const struct lambda_env *env, const char *name)
{
  size_t size = strlen (name), i = 0;
  while (i < env->n_items
         && (strncmp (env->items[i], name, size) != 0
             || env->items[i][size] != '='))
    i++;
  return i;
}

void
lambda_env_set (struct lambda_env *env, const char *name, const char *value)
{
  size_t i = find_item (env, name);
  if (i < env->n_items)
    free (env->items[i]);
  else
    {
      env->items = reallocarray (env->items, env->n_items + 2,
                                 sizeof *env->items);
      if (env->items == NULL)
        cli_no_memory ();
      env->items[++env->n_items] = NULL;
    }
  env->items[i] = cli_asprintf ("%s=%s", name, value);
}

/* Sets NAME to TEXT, and frees TEXT.  */
static void
set_text (struct lambda_env *env, const char *name, char *text)
{
  lambda_env_set (env, name, text);
  free (text);
}

void
lambda_env_fill (struct lambda_env *env, const char *runtime,
                 const char *task_root, const char *function,
                 unsigned memory_mb)
{
  for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
    lambda_env_set (env, constants[i][0], constants[i][1]);
  lambda_env_set (env, "AWS_LAMBDA_FUNCTION_NAME", function);
  lambda_env_set (env, "LAMBDA_TASK_ROOT", task_root);
  set_text (env, "AWS_EXECUTION_ENV", cli_asprintf ("AWS_Lambda_%s", runtime));
  set_text (env, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            cli_asprintf ("%u", memory_mb));
  set_text (env, "AWS_LAMBDA_LOG_GROUP_NAME",
            cli_asprintf ("/aws/lambda/%s", function));
  set_text (env, "_HANDLER", cli_asprintf ("index.%s", function));
  set_text (env, "LD_LIBRARY_PATH",
            cli_asprintf ("%s:%s/lib", task_root, task_root));
}

void
lambda_env_free (struct lambda_env *env)
{
  for (size_t i = 0; i < env->n_items; i++)
    free (env->items[i]);
  free (env->items);
  env->items = NULL;
  env->n_items = 0;
}
