/* cppcheck.h: what .ci/run tells cppcheck of jansson's macros, since it does
   not read jansson's header.  It is never compiled.

   SPDX-License-Identifier: MIT  */

#define json_array_foreach(array, index, value) \
  for (index = 0; (value = json_array_get (array, index)) != NULL; index++)
#define json_object_foreach(object, key, value) \
  for (key = json_first (object); (value = json_object_get (object, key)); \
       key = json_next (object, key))
