/* A compound literal that is not const, and lives on the frame.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
/* { dg-final { scan-manifest {"dynamic":true} } } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  (void) service;
  return sparta_library_main (argc, argv, &(sparta_service) {
    .name = "Mine", .lambdas = lambdas, .n_lambdas = 1,
  });
}
