/* { dg-do compile } */
/* { dg-additional-options "-fplugin-arg-sparta-frob=1" } */
/* { dg-error "unknown option -fplugin-arg-sparta-frob; .*entry" "" 0 } */
int unit;
