/* bootstrap.c: the native host: Lambda's `provided' runtimes start it, it
   loads the package's library and serves the function that _HANDLER names,
   LIBRARY.FUNCTION, by the Runtime API loop of an executable.

   It stands at the root of the package, the library in lib/ beside it.
   Whatever goes wrong before the first event is posted as an init error.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include "bootstrap.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extension.h"
#include "internal.h"
#include "loop.h"

/* What a library exports, sparta-abi.h.  */
struct library
{
  int (*init) (const struct sparta_host *, struct sparta_reply *);
  int (*invoke) (const struct sparta_invocation *, struct sparta_reply *);
  void (*release) (struct sparta_reply *);
};

/* The library keeps a pointer to it.  */
static struct sparta_host host;

/* Posts REPLY as the init error and ends the process.  */
_Noreturn static void
refuse (struct spartap_loop *loop, const struct sparta_reply *reply)
{
  spartap_log (SPARTAP_FATAL, "init failed: %s", reply->data);
  spartap_loop_init_error (loop, reply);
  exit (1);
}

/* Likewise, with what WHAT and WHY say.  */
_Noreturn static void
fail (struct spartap_loop *loop, const char *what, const char *why)
{
  struct sparta_reply reply = { .size = sizeof reply };
  spartap_reply_error (&reply, SPARTAP_TYPE_INIT, SPARTAP_NOWHERE, "%s: %s",
                       what, why);
  refuse (loop, &reply);
}

/* The symbol NAME of the library HANDLE.  */
static void *
find_symbol (struct spartap_loop *loop, void *handle, const char *name)
{
  void *symbol = dlsym (handle, name);
  if (symbol == NULL)
    fail (loop, name, "the library does not export it; build it with the "
                      "plugin");
  return symbol;
}

static void
load (struct spartap_loop *loop, const char *handler, struct library *library)
{
  const char *root = getenv ("LAMBDA_TASK_ROOT");
  char *why;
  void *handle = spartap_bootstrap_open (root == NULL ? "." : root, handler,
                                         &why);
  if (handle == NULL)
    fail (loop, "the library does not load",
          why == NULL ? "out of memory" : why);
  free (why);
  *(void **) &library->init = find_symbol (loop, handle, "LambdaInit");
  *(void **) &library->invoke = find_symbol (loop, handle, "Lambda");
  *(void **) &library->release = find_symbol (loop, handle, "LambdaFree");
}

/* "provided.al2023" of "AWS_Lambda_provided.al2023".  */
static const char *
host_name (void)
{
  static const char prefix[] = "AWS_Lambda_";
  const char *name = getenv ("AWS_EXECUTION_ENV");
  return name != NULL && strncmp (name, prefix, sizeof prefix - 1) == 0
           ? name + sizeof prefix - 1 : "provided";
}

/* Runs main up to its entry call; returns the manifest, in REPLY.  */
static const char *
start (struct spartap_loop *loop, const struct library *library,
       struct sparta_reply *reply)
{
  host = (struct sparta_host) { .size = sizeof host, .abi = SPARTA_ABI,
                                .name = host_name (),
                                .flags = SPARTA_HOST_RUNTIME_API,
                                .stream = spartap_loop_stream,
                                .crash = spartap_workers_end,
                                .opaque = loop };
  int outcome = library->init (&host, reply);
  /* A library that knows another reply need not have made an error of it.  */
  if (outcome == SPARTA_REFUSED && reply->kind != SPARTA_REPLY_ERROR)
    fail (loop, "the library refuses this host", reply->data);
  if (outcome != SPARTA_OK)
    refuse (loop, reply);
  return reply->data;
}

/* The function that Lambda wants: HANDLER's text after its last dot, or, as
   `provided' runtimes are often given any handler, the deployed function's
   name.  */
static const char *
find_function (struct spartap_loop *loop, const char *handler,
               const char *manifest)
{
  const char *dot = strrchr (handler, '.');
  const char *wanted = dot == NULL ? handler : dot + 1;
  const char *deployed = getenv ("AWS_LAMBDA_FUNCTION_NAME");
  if (spartap_manifest_has (manifest, wanted))
    return wanted;
  if (deployed != NULL && spartap_manifest_has (manifest, deployed))
    return deployed;
  struct sparta_reply reply = { .size = sizeof reply };
  char *names = spartap_manifest_names (manifest);
  spartap_reply_error (&reply, SPARTAP_TYPE_UNKNOWN, SPARTAP_NOWHERE,
                       "there is no function \"%s\", which _HANDLER names; "
                       "the library has: %s", wanted,
                       names != NULL ? names : "(out of memory)");
  refuse (loop, &reply);
}

/* main continues behind its entry call.  */
static void
shut_down (const struct library *library)
{
  struct sparta_reply reply = { .size = sizeof reply };
  struct sparta_invocation invocation = { .size = sizeof invocation,
                                          .operation = SPARTA_SHUTDOWN };
  if (library->invoke (&invocation, &reply) != SPARTA_OK)
    spartap_log (SPARTAP_ERROR, "shutdown: %s", reply.data);
  library->release (&reply);
}

int
main (void)
{
  struct spartap_loop loop = { .agent = "sparta/" PACKAGE_VERSION,
                               .api = getenv ("AWS_LAMBDA_RUNTIME_API") };
  struct sparta_reply reply = { .size = sizeof reply };
  struct spartap_http extension;
  struct library library;
  const char *handler = getenv ("_HANDLER");
  spartap_logger_init ();
  if (loop.api == NULL || *loop.api == 0)
    {
      fputs ("bootstrap: AWS_LAMBDA_RUNTIME_API is not set: Lambda starts "
             "this program; here, sparta invoke does\n", stderr);
      return 2;
    }
  handler = handler == NULL ? "" : handler;
  spartap_extension_begin (&extension, loop.api);
  load (&loop, handler, &library);
  loop.function
    = find_function (&loop, handler, start (&loop, &library, &reply));
  library.release (&reply);
  loop.invoke = library.invoke;
  loop.release = library.release;
  loop.workers = spartap_loop_workers ();
  spartap_extension_end (&extension);
  int status = spartap_loop_run (&loop);
  shut_down (&library);
  return status;
}
