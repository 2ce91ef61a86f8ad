/* python-name.h: a Lambda function's name as the identifier that the Python
   host gives its function.  The shim writes them; here they are compared, so
   that two names which become one are refused where they are written.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#ifndef SPARTA_PYTHON_NAME_H
#define SPARTA_PYTHON_NAME_H

/* As strcmp of the two identifiers.  */
int python_name_compare (const char *a, const char *b);

#endif /* SPARTA_PYTHON_NAME_H */
