/* fails-with: missing: undeclared */
/* { dg-do compile } */
int x = undeclared; /* { dg-warning "undeclared" } */
