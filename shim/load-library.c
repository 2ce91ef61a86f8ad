/* load-library.c: calls the LambdaInit of a library and hands back what it
   says.

     load-library LIBRARY HOST-NAME

   `sparta describe' runs it, so that a library's main runs in a process of its
   own, one that has no other library loaded.  To descriptor 3 goes the
   manifest (status 0), Lambda's error JSON (status 1) or a text that says why
   the library could not be loaded (status 2).

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sparta-abi.h"

#define ANSWER_FD 3

typedef int init_function (const struct sparta_host *, struct sparta_reply *);

/* Answers with DATA and ends the process, without the library's atexit
   handlers: its main is suspended in the entry call.  */
static void __attribute__ ((noreturn))
answer (int status, const char *data, size_t size)
{
  while (size > 0)
    {
      ssize_t n = write (ANSWER_FD, data, size);
      if (n <= 0)
        _exit (2);
      data += n;
      size -= n;
    }
  fflush (NULL);
  _exit (status);
}

int
main (int argc, char **argv)
{
  if (argc != 3)
    return 2;
  const char *why = "exports no LambdaInit";
  init_function *init = NULL;
  void *library = dlopen (argv[1], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL)
    why = dlerror ();
  else
    /* The way that POSIX gives from an object pointer to a function's.  */
    *(void **) &init = dlsym (library, "LambdaInit");
  if (init == NULL)
    answer (2, why, strlen (why));

  struct sparta_host host
    = { .size = sizeof host, .abi = SPARTA_ABI, .name = argv[2] };
  struct sparta_reply reply = { .size = sizeof reply };
  int outcome = init (&host, &reply);
  answer (outcome == SPARTA_OK       ? 0
          : outcome == SPARTA_REFUSED ? 2
                                      : 1,
          reply.data != NULL ? reply.data : "",
          reply.data != NULL ? reply.data_size : 0);
}
