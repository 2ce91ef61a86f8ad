/* fails-with: unexpected: .*warning: unused variable */
/* { dg-do compile } */
int f (void) { int a; int b; return 0; } /* { dg-warning "unused" } */
