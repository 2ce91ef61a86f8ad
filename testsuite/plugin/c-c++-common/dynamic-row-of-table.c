/* A table that begins in another.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
/* { dg-final { scan-manifest {"dynamic":true} } } */
#include "support/hello.h"

static const sparta_lambda more[] = {
  { .name = "No", .handler = hello },
  { .name = "Hello", .handler = hello },
};
static const sparta_service mine = {
  .name = "Mine", .lambdas = more + 1, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  (void) service;
  return sparta_library_main (argc, argv, &mine);
}
