/* A sleep that is longer than the timeout: of the handler's own row, and
   elsewhere of the longest.  */
/* { dg-do compile } */
#include <unistd.h>
#include "support/serve.h"

static void
wait_long (unsigned s)
{
  sleep (s);
  sleep (31); /* { dg-warning "3: 'sleep' sleeps longer than the functi" } */
} /* { dg-note "3: raise the row's .timeout_s, or shorten 'sleep'" "" .-1 } */

HANDLER (slow) { UNUSED; wait_long (1); }
HANDLER (quick)
{
  UNUSED;
  sleep (4);         /* { dg-warning "3: 'sleep' sleeps longer than the" } */
  usleep (3000001);  /* { dg-warning "3: 'usleep' sleeps longer than" } */
  /* { dg-note "3: raise the row's .timeout_s, or shorten 's" "" .-2 } */
  /* { dg-note "3: raise the row's .timeout_s, or shorten 'u" "" .-2 } */
}
static const sparta_lambda rows[] = {
  { .name = "Slow", .handler = slow, .timeout_s = 30 },
  { .name = "Quick", .handler = quick },
};
static const sparta_service service = {
  .name = "Service", .lambdas = rows, .n_lambdas = 2,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
