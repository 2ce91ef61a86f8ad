/* fails-with: scan-not-symbol T x */
/* { dg-do compile } */
/* { dg-final { scan-not-symbol "T x" } } */
int x (void) { return 0; }
