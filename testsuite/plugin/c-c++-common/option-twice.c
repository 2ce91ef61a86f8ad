/* { dg-do compile } */
/* { dg-additional-options "-fplugin-arg-sparta-entry=serve" } */
/* { dg-additional-options "-fplugin-arg-sparta-entry=sparta_main" } */
/* { dg-additional-options "-fplugin-arg-sparta-dir=one" } */
/* { dg-additional-options "-fplugin-arg-sparta-dir=two" } */
/* { dg-error "-sparta-entry is given twice, with two values" "" 0 } */
/* { dg-error "-sparta-dir is given twice, with two values" "" 0 } */
int unit;
