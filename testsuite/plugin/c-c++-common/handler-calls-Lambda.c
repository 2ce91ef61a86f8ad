/* A handler that calls Lambda in its turn keeps its own response.  */
/* { dg-do run } */
/* { dg-shouldfail "a function error" } */
/* { dg-invoke "Outer" } */
/* { dg-output {Outer: failed: ."errorMessage":"outer","errorType":"Mine"} } */
/* { dg-output {,.*"headers":."X-Outer":"1"} } */
#include <string.h>
#include "sparta-abi.h"
#include "support/serve.h"

HANDLER (inner)
{
  UNUSED;
  sparta_response_header (response, "X-Inner", "1");
  sparta_response_printf (response, "inner");
}

HANDLER (outer)
{
  struct sparta_reply reply;
  struct sparta_invocation invocation;
  UNUSED;
  memset (&reply, 0, sizeof reply);
  memset (&invocation, 0, sizeof invocation);
  reply.size = sizeof reply;
  invocation.size = sizeof invocation;
  invocation.function = "Inner";
  sparta_response_header (response, "X-Outer", "1");
  sparta_response_fail (response, "Mine", "outer");
  Lambda (&invocation, &reply);
  LambdaFree (&reply);
}

static const sparta_lambda lambdas[] = {
  { .name = "Outer", .handler = outer },
  { .name = "Inner", .handler = inner },
};
static const sparta_service service = {
  .name = "Service", .lambdas = lambdas, .n_lambdas = 2,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
