/* fails-with: scan-exports */
/* { dg-do link } */
/* { dg-final { scan-exports "x" } } */
int x (void) { return 0; }
int y (void) { return 0; }
