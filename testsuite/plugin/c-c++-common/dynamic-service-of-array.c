/* One of several services.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
/* { dg-final { scan-manifest {"dynamic":true} } } */
#include "support/hello.h"

static const sparta_service all[] = {
  { .name = "Other" },
  { .name = "Mine", .lambdas = lambdas, .n_lambdas = 1 },
};

int
main (int argc, char **argv)
{
  (void) service;
  return sparta_library_main (argc, argv, &all[1]);
}
