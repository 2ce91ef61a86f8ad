/* fails-with: scan-manifest */
/* { dg-do link } */
/* { dg-final { scan-manifest "functions" } } */
int x (void) { return 0; }
