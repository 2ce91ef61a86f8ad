/* stress.c: many threads invoke at once, each with a reply of its own, and
   each answer is verified.

     stress [THREADS [INVOCATIONS]]

   INVOCATIONS, of all threads together, are 1,000,000 by default; it is the
   program that the sanitizers watch.

   SPDX-License-Identifier: MIT  */

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "mix.h"
#include "service.h"

#define MAX_THREADS 256

static atomic_size_t n_wrong;
static size_t share;                    /* of each thread */

static void *
run_thread (void *seed)
{
  struct mix mix = { .random = (uintptr_t) seed,
                     .reply = { .size = sizeof mix.reply } };
  for (size_t i = 0; i < share; i++)
    n_wrong += !mix_invoke (&mix);
  LambdaFree (&mix.reply);
  return NULL;
}

int
main (int argc, char **argv)
{
  int n_threads = argc > 1 ? atoi (argv[1]) : 64;
  long total = argc > 2 ? atol (argv[2]) : 1000000;
  static pthread_t threads[MAX_THREADS];
  if (n_threads < 1 || n_threads > MAX_THREADS || total < n_threads)
    return 2;
  share = total / n_threads;
  int results = service_silence ();
  service_start ();
  mix_prepare ();
  for (int i = 0; i < n_threads; i++)
    if (pthread_create (&threads[i], NULL, run_thread,
                        (void *) (uintptr_t) (i + 1)) != 0)
      return 2;
  for (int i = 0; i < n_threads; i++)
    pthread_join (threads[i], NULL);
  dprintf (results, "%sok 1 - %d threads, %zu invocations: %zu wrong answers\n"
           "1..1\n", n_wrong == 0 ? "" : "not ", n_threads,
           share * n_threads, (size_t) n_wrong);
  return n_wrong != 0;
}
