// A constexpr table, and a handler in a namespace: its symbol is mangled.
// { dg-do link }
// { dg-final { scan-manifest {"dynamic":false,.*"name":"Hello","hand} } }
// { dg-final { scan-manifest {"handler":"_ZN3app.*hello.*","memory_mb} } }
// { dg-final { scan-manifest {"memory_mb":512,"timeout_s":3} } }
#include "support/serve.h"

constexpr int twice (int n) { return 2 * n; }
namespace app { HANDLER (hello) { UNUSED; } }
static constexpr sparta_lambda rows[] = {
  { .name = "Hello", .handler = app::hello, .memory_mb = twice (256) },
};
static constexpr sparta_service mine = {
  .name = "Mine", .lambdas = rows, .n_lambdas = 1,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
