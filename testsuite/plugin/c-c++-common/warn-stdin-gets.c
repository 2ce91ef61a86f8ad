/* gets, which today's headers do not declare any more.  */
/* { dg-do compile } */
#ifdef __cplusplus
extern "C"
#endif
char *gets (char *);
char *next_line (char *);

char *
next_line (char *line)
{
  return gets (line); /* { dg-warning "10: 'gets' reads the standard inp" } */
  /* { dg-note "10: take the input from the event" "" .-1 } */
}
