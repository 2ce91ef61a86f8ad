/* fails-with: missing: .*undeclared */
/* { dg-do compile } */
int x = undeclared; /* { dg-error "7: .undeclared. undeclared" } */
