/* fails-with: the run ended with status 2 */
/* { dg-do run } */
#include "support/fake-exports.h"
int nowhere (void);
int LambdaInit (void) { return nowhere (); }
