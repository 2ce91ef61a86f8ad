/* { dg-do compile } */
#include "support/hello.h"

#ifdef __cplusplus
extern "C"
#endif
int LambdaInit (void);

int
LambdaInit (void) /* { dg-error "1: 'LambdaInit' is a name that the lib" } */
{                 /* { dg-note "1: rename 'LambdaInit'" "" .-1 } */
  return 0;
}

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
