/* A service on main's frame, with a constant table.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
/* { dg-final { scan-manifest {"dynamic":true} } } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  const sparta_service mine = {
    .name = "Mine", .lambdas = lambdas, .n_lambdas = 1,
  };
  (void) service;
  return sparta_library_main (argc, argv, &mine);
}
