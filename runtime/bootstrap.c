/* bootstrap.c: the native host: Lambda's `provided' runtimes start it, it
   loads the package's library and serves the function that _HANDLER names,
   LIBRARY.FUNCTION, by the Runtime API loop of an executable.

   It stands at the root of the package, the library in lib/ beside it.
   Whatever goes wrong before the first event is posted as an init error.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <dirent.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "loop.h"

#define FOLDER "lib"
#define SUFFIX ".so"

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
static void
refuse (struct spartap_loop *loop, const struct sparta_reply *reply)
{
  spartap_log (SPARTAP_FATAL, "init failed: %s", reply->data);
  spartap_loop_init_error (loop, reply);
  exit (1);
}

/* Likewise, with what WHAT and WHY say.  */
static void
fail (struct spartap_loop *loop, const char *what, const char *why)
{
  struct sparta_reply reply = { .size = sizeof reply };
  spartap_reply_error (&reply, SPARTAP_TYPE_INIT, SPARTAP_NOWHERE, "%s: %s",
                       what, why);
  refuse (loop, &reply);
}

/* Opens lib/NAME, SIZE bytes, with SUFFIX behind it; NULL, with dlerror's
   words, where it cannot.  */
static void *
open_library (const char *root, const char *name, int size, const char *suffix)
{
  char *path;
  if (asprintf (&path, "%s/" FOLDER "/%.*s%s", root, size, name, suffix) < 0)
    return NULL;
  void *handle = dlopen (path, RTLD_NOW | RTLD_LOCAL);
  free (path);
  return handle;
}

/* The one library of the folder that is ours, for a _HANDLER that names none;
   NULL: there is none.  */
static void *
search_library (const char *root)
{
  char *path;
  void *found = NULL;
  if (asprintf (&path, "%s/" FOLDER, root) < 0)
    return NULL;
  DIR *folder = opendir (path);
  const struct dirent *entry;
  free (path);
  while (folder != NULL && found == NULL && (entry = readdir (folder)) != NULL)
    {
      if (strstr (entry->d_name, SUFFIX) == NULL)
        continue;
      found = open_library (root, entry->d_name, strlen (entry->d_name), "");
      if (found != NULL && dlsym (found, "LambdaInit") == NULL)
        {
          dlclose (found);
          found = NULL;
        }
    }
  if (folder != NULL)
    closedir (folder);
  return found;
}

/* The library that HANDLER names, whose name ends at DOT.  Its own words,
   where it is there and does not load, are what the operator needs.  */
static void *
find_library (struct spartap_loop *loop, const char *handler, const char *dot)
{
  const char *root = getenv ("LAMBDA_TASK_ROOT");
  if (root == NULL)
    root = ".";
  int size = dot == NULL ? 0 : dot - handler;
  void *handle
    = size == 0 ? NULL : open_library (root, handler, size, SUFFIX);
  char why[512];
  snprintf (why, sizeof why, "%s",
            size == 0 ? "names no library" : dlerror ());
  if (handle == NULL)
    handle = search_library (root);
  if (handle == NULL)
    fail (loop, "_HANDLER, which is to be LIBRARY.FUNCTION", why);
  return handle;
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
load (struct spartap_loop *loop, const char *handler, const char *dot,
      struct library *library)
{
  void *handle = find_library (loop, handler, dot);
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
  struct library library;
  const char *handler = getenv ("_HANDLER");
  spartap_logger_init ();
  if (loop.api == NULL || *loop.api == 0)
    {
      fputs ("bootstrap: AWS_LAMBDA_RUNTIME_API is not set: Lambda starts this "
             "program; here, sparta invoke does\n", stderr);
      return 2;
    }
  handler = handler == NULL ? "" : handler;
  const char *dot = strrchr (handler, '.');
  load (&loop, handler, dot, &library);
  host = (struct sparta_host) { .size = sizeof host, .abi = SPARTA_ABI,
                                .name = host_name (),
                                .flags = SPARTA_HOST_RUNTIME_API };
  if (library.init (&host, &reply) != SPARTA_OK)
    refuse (&loop, &reply);
  library.release (&reply);
  loop.function = dot == NULL ? handler : dot + 1;
  loop.invoke = library.invoke;
  loop.release = library.release;
  int status = spartap_loop_run (&loop);
  shut_down (&library);
  return status;
}
