/* fails-with: the output does not match */
/* { dg-do run } */
/* { dg-invoke "F" } */
/* { dg-output "F: ok: hello" } */
#include "support/fake-exports.h"
int LambdaInit (void) { return 0; }
