/* fails-with: missing: previous declaration */
/* { dg-do compile } */
int f (void); /* { dg-message "previous declaration" } */
