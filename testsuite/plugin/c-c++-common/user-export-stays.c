/* What the user exports stays exported.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
/* { dg-final { scan-exports "Lambda LambdaFree LambdaInit mine" } } */
#include "support/hello.h"

#ifdef __cplusplus
extern "C"
#endif
int mine (void);

int
mine (void)
{
  return 1;
}

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
