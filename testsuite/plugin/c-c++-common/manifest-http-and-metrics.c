/* What a function asks for beside its handler stands in the note.  */
/* { dg-do link } */
/* { dg-final { scan-manifest {"timeout_s":3,"http":true,"metrics":fal} } } */
/* { dg-final { scan-manifest {"timeout_s":3,"http":false,"metrics":tr} } } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }

static const sparta_lambda rows[] = {
  { .name = "Http", .handler = hello, .http = true },
  { .name = "Metrics", .handler = hello, .metrics = true },
};
static const sparta_service mine = {
  .name = "Mine", .lambdas = rows, .n_lambdas = 2,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
