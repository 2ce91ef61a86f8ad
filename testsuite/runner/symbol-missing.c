/* fails-with: scan-symbol T y */
/* { dg-do compile } */
/* { dg-final { scan-symbol "T y" } } */
int x (void) { return 0; }
