/* fails-with: unknown directive: .*dg-error */
/* { dg-do compile } */
int x; /* {dg-error "no blank behind the brace"} */
