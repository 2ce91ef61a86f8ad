/* soak.c: many invocations leave nothing behind: behind a tenth of them the
   process has the memory and the descriptors that it has at the end.

     soak [INVOCATIONS]

   A few threads stay, as a host's do; each thousandth invocation is one of a
   thread that comes and goes.

   SPDX-License-Identifier: MIT  */

#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "mix.h"
#include "service.h"

#define N_THREADS 4
#define TOLERATED 64                    /* pages: 256 KB */

static atomic_size_t n_wrong;
static size_t share;                    /* of each thread, of one part */
static struct mix mixes[N_THREADS];
static pthread_barrier_t barrier;

/* The process's resident pages, and its open descriptors.  */
struct usage
{
  long pages;
  int descriptors;
};

static struct usage
measure (void)
{
  struct usage usage = { 0 };
  FILE *statm = fopen ("/proc/self/statm", "r");
  DIR *descriptors = opendir ("/proc/self/fd");
  if (statm == NULL || descriptors == NULL
      || fscanf (statm, "%*d %ld", &usage.pages) != 1)
    abort ();
  while (readdir (descriptors) != NULL)
    usage.descriptors++;
  fclose (statm);
  closedir (descriptors);
  return usage;
}

static void *
come_and_go (void *seed)
{
  struct mix mix = { .random = (uintptr_t) seed,
                     .reply = { .size = sizeof mix.reply } };
  n_wrong += !mix_invoke (&mix);
  LambdaFree (&mix.reply);
  return NULL;
}

static void
run_part (struct mix *mix, size_t n)
{
  for (size_t i = 0; i < n; i++)
    {
      pthread_t thread;
      n_wrong += !mix_invoke (mix);
      if (i % 1000 == 999
          && pthread_create (&thread, NULL, come_and_go,
                             (void *) (uintptr_t) (i + 1)) == 0)
        pthread_join (thread, NULL);
    }
}

/* A tenth, and nine times as much.  Main measures between the barriers.  */
static void *
run_thread (void *opaque)
{
  struct mix *mix = opaque;
  n_wrong += !mix_warm_up (mix);
  run_part (mix, share);
  pthread_barrier_wait (&barrier);
  pthread_barrier_wait (&barrier);
  run_part (mix, 9 * share);
  pthread_barrier_wait (&barrier);
  return NULL;
}

static bool
report (int results, struct usage warm, struct usage end)
{
  bool pages = end.pages <= warm.pages + TOLERATED;
  bool descriptors = end.descriptors == warm.descriptors;
  dprintf (results, "# behind a tenth: %ld pages, %d descriptors; behind %zu "
           "invocations: %ld pages, %d descriptors\n", warm.pages,
           warm.descriptors, 10 * share * N_THREADS, end.pages,
           end.descriptors);
  dprintf (results, "%sok 1 - memory stays\n%sok 2 - descriptors stay\n"
           "%sok 3 - answers are right\n1..3\n", pages ? "" : "not ",
           descriptors ? "" : "not ", n_wrong == 0 ? "" : "not ");
  return pages && descriptors && n_wrong == 0;
}

int
main (int argc, char **argv)
{
  long total = argc > 1 ? atol (argv[1]) : 1000000;
  pthread_t thread;
  share = total / (10 * N_THREADS);
  int results = service_silence ();
  service_start ();
  mix_prepare ();
  pthread_barrier_init (&barrier, NULL, N_THREADS + 1);
  for (int i = 0; i < N_THREADS; i++)
    {
      mixes[i].random = i + 1;
      if (pthread_create (&thread, NULL, run_thread, &mixes[i]) != 0)
        return 2;
    }
  pthread_barrier_wait (&barrier);
  struct usage warm = measure ();
  pthread_barrier_wait (&barrier);
  pthread_barrier_wait (&barrier);
  return !report (results, warm, measure ());
}
