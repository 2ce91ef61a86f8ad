/* fails-with: unexpected: .*warning: unused variable */
/* { dg-do compile } */
int f (void) { int unused; return 0; }
