/* node.h: the Node.js that runs a package's index.js.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_NODE_H
#define SHIM_NODE_H

/* The path of the user's node, whose version, where it is not that of RUNTIME
   ("nodejs22.x"), is told.  The caller's to free; prints why there is none and
   returns NULL.  */
char *node_find (const char *runtime);

#endif /* SHIM_NODE_H */
