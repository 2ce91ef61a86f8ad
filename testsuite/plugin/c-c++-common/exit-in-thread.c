/* exit in another thread is reported, then the process ends with it.  */
/* { dg-do run } */
/* { dg-shouldfail "the process ends" } */
/* { dg-invoke "Hello" } */
/* { dg-output {exit \(3\)[^\n]* at [^\n]*exit-in-thread.c:11: } } */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>
#include "support/serve.h"

static void *leave (void *data) { exit (data == NULL ? 3 : 4); }
HANDLER (hello)
{
  UNUSED;
  pthread_t thread;
  pthread_create (&thread, NULL, leave, NULL);
  for (;;)
    pause ();
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
