/* Which service it is, is decided at run time.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
/* { dg-final { scan-manifest {"dynamic":true} } } */
#include "support/hello.h"

static const sparta_service other = {
  .name = "Other", .lambdas = lambdas, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, argc > 1 ? &other : &service);
}
