/* fails-with: exports: Lambda LambdaFree LambdaInit main */
/* Right answers from a library whose main was not renamed.  */
/* { dg-do run } */
#include "support/fake-exports.h"
int LambdaInit (void) { return 0; }
int main (void) { return 0; }
