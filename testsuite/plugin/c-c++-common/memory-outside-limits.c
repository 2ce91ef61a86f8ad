/* Lambda's memory is 128 to 10240 MB.  */
/* { dg-do compile } */
#include "support/serve.h"

HANDLER (hello) { UNUSED; }

static const sparta_lambda rows[] = {
  { .name = "Least", .handler = hello, .memory_mb = 128 },
  { .name = "Most", .handler = hello, .memory_mb = 10240 },
  { .name = "Small", .handler = hello, .memory_mb = 127 },
  /* { dg-error "the memory of 'Small' is outside Lambda's" "" .-1 } */
  /* { dg-note "'.memory_mb' may be 128 to 10240" "" .-2 } */
  { .name = "Big", .handler = hello, .memory_mb = 10241 },
  /* { dg-error "the memory of 'Big' is outside Lambda's" "" .-1 } */
  /* { dg-note "'.memory_mb' may be 128 to 10240" "" .-2 } */
  { .name = "Negative", .handler = hello, .memory_mb = -128 },
  /* { dg-error "the memory of 'Negative' is outside" "" .-1 } */
  /* { dg-note "'.memory_mb' may be 128 to 10240" "" .-2 } */
};
static const sparta_service mine = {
  .name = "Mine", .lambdas = rows,
  .n_lambdas = sizeof rows / sizeof *rows,
};

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &mine);
}
