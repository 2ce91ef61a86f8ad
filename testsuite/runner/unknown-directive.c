/* fails-with: unknown directive: dg-eror */
/* { dg-do compile } */
int x; /* { dg-eror "" } */
