/* What the pragma does not take is an error that tells what it takes.  */
/* { dg-do compile } */
#pragma sparta
/* { dg-error "'#pragma sparta' takes 'ignored', 'warning' or" "" .-1 } */
#pragma sparta ignored
/* { dg-error "16: '#pragma sparta' takes 'ignored'" "" .-1 } */
#pragma sparta ignored fork
/* { dg-error "16: '#pragma sparta' takes 'ignored'" "" .-1 } */
#pragma sparta "fork"
/* { dg-error "16: '#pragma sparta' takes 'ignored'" "" .-1 } */
#pragma sparta frob "fork"
/* { dg-error "16: '#pragma sparta' takes 'ignored'" "" .-1 } */
#pragma sparta ignored 42
/* { dg-error "16: '#pragma sparta' takes 'ignored'" "" .-1 } */
#pragma sparta ignored "frob"
/* { dg-error "there is no warning 'frob'; there are: cred" "" .-1 } */
#pragma sparta ignored ""
/* { dg-error "there is no warning ''; there are: credenti" "" .-1 } */
#pragma sparta ignored "fork" too
/* { dg-error "'#pragma sparta' takes 'ignored', 'warning' or" "" .-1 } */
int unit;
