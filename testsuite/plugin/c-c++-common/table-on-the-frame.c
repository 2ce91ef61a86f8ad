/* A table on main's frame stays valid, for main is suspended, not ended; the
   note says that it is made at run time, LambdaInit says the rest.  */
/* { dg-do run } */
/* { dg-host-options "--manifest" } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {LambdaInit: ok: ."sparta":"[0-9.]*","abi":1,(?s:.)*} } */
/* { dg-output {"name":"Hello"(?s:.)*Hello: ok: {"hello":1}} } */
/* { dg-final { scan-manifest {"dynamic":true} } } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  sparta_lambda rows[1] = { { .name = argc > 9 ? "No" : "Hello",
                              .handler = hello } };
  sparta_service mine = { .name = "Mine", .lambdas = rows, .n_lambdas = 1 };
  return sparta_library_main (argc, argv, &mine);
}
