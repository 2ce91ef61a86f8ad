/* fails-with: missing: undeclared */
/* { dg-do compile } */
int x = 1; /* { dg-error "undeclared" } */
