/* The note of a constant table, key by key; a dot stands for a lone brace.  */
/* { dg-do link } */
/* { dg-final { scan-manifest {^."sparta":"[0-9.]+","abi":1,"dynamic":} } } */
/* { dg-final { scan-manifest {"dynamic":false,"service":."name":"Serv} } } */
/* { dg-final { scan-manifest {ce","description":"Says \\"hi\\"".,"fun} } } */
/* { dg-final { scan-manifest {,"functions":\[."name":"First","handler} } } */
/* { dg-final { scan-manifest {"handler":"[^"]*hello[^"]*","file":"m} } } */
/* { dg-final { scan-manifest {"line":19,"description":"one","memory_} } } */
/* { dg-final { scan-manifest {"memory_mb":256,"timeout_s":30,"http":} } } */
/* { dg-final { scan-manifest {"http":false,"metrics":false.,."name"} } } */
/* { dg-final { scan-manifest {"name":"Second","handler":"[^"]*hello} } } */
/* { dg-final { scan-manifest {"description":"","memory_mb":128,"time} } } */
/* { dg-final { scan-manifest {"timeout_s":3,"http":false,"metrics":f} } } */
/* { dg-final { scan-manifest {:false.\],"unit":"manifest.c","compiler} } } */
/* { dg-final { scan-manifest {"compiler":"gcc [0-9.]+","target":"[^"]} } } */
/* { dg-final { scan-manifest {"entry":"sparta_library_main".$} } } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }

static const sparta_lambda rows[] = {
  { .name = "First", .handler = hello, .description = "one",
    .memory_mb = 256, .timeout_s = 30 },
  { .name = "Second", .handler = hello },
};
static const sparta_service service = {
  .name = "Service", .description = "Says \"hi\"",
  .lambdas = rows, .n_lambdas = 2,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
