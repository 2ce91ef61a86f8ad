/* fails-with: exports: x */
/* { dg-do run } */
int x (void) { return 0; }
