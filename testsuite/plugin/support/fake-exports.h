/* fake-exports.h: two of the three exported names, for cases that look like a
   library and are none.
   SPDX-License-Identifier: MIT  */
int Lambda (void);
int LambdaFree (void);
int LambdaInit (void);
int Lambda (void) { return 0; }
int LambdaFree (void) { return 0; }
