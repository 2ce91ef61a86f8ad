/* A name in an array that is not const.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
/* { dg-final { scan-manifest {"dynamic":true} } } */
#include "support/hello.h"

static char name[] = "Jello";
static const sparta_lambda more[] = { { .name = name, .handler = hello } };
static const sparta_service mine = {
  .name = "Mine", .lambdas = more, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  (void) service;
  name[0] = 'H';
  return sparta_library_main (argc, argv, &mine);
}
