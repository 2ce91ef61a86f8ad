// A table that C++ initialises at run time looks constant in part; it is not.
// { dg-do run }
// { dg-invoke "Hello" "1" }
// { dg-output {Hello: ok: {"hello":1}} }
// { dg-final { scan-manifest {"dynamic":true} } }
#include <stdlib.h>
#include "support/hello.h"

static int megabytes () { return getenv ("NEVER_SET") ? 256 : 512; }
static const sparta_lambda rows[] = {
  { .name = "Hello", .handler = hello, .memory_mb = megabytes () },
};
static const sparta_service mine = {
  .name = "Mine", .lambdas = rows, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
