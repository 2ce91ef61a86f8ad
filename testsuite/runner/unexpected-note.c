/* fails-with: unexpected: .*note: previous declaration */
/* { dg-do compile } */
int f (void);
char f (void); /* { dg-error "conflicting types" } */
