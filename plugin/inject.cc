/* inject.cc: main becomes local, and the unit gets, in GIMPLE, what follows in
   C.  The manifest stands in the note section at NOTE.

       static const char spartap_note[] = ..;
       static const void *const spartap_parts[]
         = { &spartap_http_part, &spartap_metrics_part };

       int LambdaInit (const struct sparta_host *host,
                       struct sparta_reply *reply)
       {
         return spartap_init (spartap_main, "HelloService", &spartap_note[20],
                              host, reply);
       }

       int Lambda (const struct sparta_invocation *invocation,
                   struct sparta_reply *reply)
       {
         return spartap_invoke (invocation, reply);
       }

       void LambdaFree (struct sparta_reply *reply)
       {
         spartap_free (reply);
       }

       int __attribute__ ((visibility ("hidden")))
       main (int argc, char **argv)
       {
         return spartap_main (argc, argv);
       }

   The parts are those of the runtime that the table asks for.  The hidden main
   lets the same object be linked into an executable.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "adapter.h"

/* The most parameters that an injected function has: main's three.  */
enum { MOST = 5 };

/* Gives DECL its parameters, of the types in its own type.  */
static void
add_parameters (tree decl)
{
  tree *last = &DECL_ARGUMENTS (decl);
  for (tree type = TYPE_ARG_TYPES (TREE_TYPE (decl));
       type != NULL_TREE && type != void_list_node; type = TREE_CHAIN (type))
    {
      tree parameter = build_decl (UNKNOWN_LOCATION, PARM_DECL, NULL_TREE,
                                   TREE_VALUE (type));
      DECL_ARG_TYPE (parameter) = TREE_VALUE (type);
      DECL_CONTEXT (parameter) = decl;
      DECL_ARTIFICIAL (parameter) = 1;
      TREE_USED (parameter) = 1;
      *last = parameter;
      last = &DECL_CHAIN (parameter);
    }
}

/* A function NAME of TYPE beside main, defined but without a body.  */
static tree
make_function (const char *name, tree type, tree main)
{
  tree decl = build_decl (DECL_SOURCE_LOCATION (main), FUNCTION_DECL,
                          get_identifier (name), type);
  SET_DECL_ASSEMBLER_NAME (decl, get_identifier (name));
  DECL_CONTEXT (decl) = DECL_CONTEXT (main);
  DECL_ARTIFICIAL (decl) = 1;
  TREE_STATIC (decl) = 1;
  TREE_PUBLIC (decl) = 1;
  TREE_USED (decl) = 1;
  add_parameters (decl);
  tree result = build_decl (UNKNOWN_LOCATION, RESULT_DECL, NULL_TREE,
                            TREE_TYPE (type));
  DECL_ARTIFICIAL (result) = 1;
  DECL_IGNORED_P (result) = 1;
  DECL_CONTEXT (result) = decl;
  DECL_RESULT (decl) = result;
  DECL_INITIAL (decl) = make_node (BLOCK);
  TREE_USED (DECL_INITIAL (decl)) = 1;
  BLOCK_SUPERCONTEXT (DECL_INITIAL (decl)) = decl;
  return decl;
}

static void
set_visibility (tree decl, enum symbol_visibility visibility)
{
  DECL_VISIBILITY (decl) = visibility;
  DECL_VISIBILITY_SPECIFIED (decl) = 1;
}

/* Gives FUNCTION the body "return CALLEE (ARGUMENTS)", and hands it to the
   compiler.  */
static void
finish_function (tree function, tree callee, const vec<tree> &arguments)
{
  push_struct_function (function);
  tree type = TREE_TYPE (TREE_TYPE (function)), value = NULL_TREE;
  gimple_seq body = NULL, whole = NULL;
  gcall *call = gimple_build_call_vec (callee, arguments);
  gimple_set_location (call, DECL_SOURCE_LOCATION (function));
  if (!VOID_TYPE_P (type))
    {
      value = create_tmp_var (type, NULL);
      gimple_call_set_lhs (call, value);
    }
  gimple_seq_add_stmt (&body, call);
  gimple_seq_add_stmt (&body, gimple_build_return (value));
  gimple_seq_add_stmt (&whole, gimple_build_bind (NULL_TREE, body,
                                                  DECL_INITIAL (function)));
  gimple_set_body (function, whole);
  init_tree_ssa (cfun);
  cfun->curr_properties |= PROP_gimple_any;
  cfun->function_end_locus = DECL_SOURCE_LOCATION (function);
  pop_cfun ();
  /* No collection now: what GCC would collect is still being built.  */
  cgraph_node::finalize_function (function, true);
}

/* Appends FUNCTION's parameters to ARGUMENTS.  */
static void
pass_parameters (tree function, vec<tree> *arguments)
{
  for (tree parameter = DECL_ARGUMENTS (function); parameter != NULL_TREE;
       parameter = DECL_CHAIN (parameter))
    arguments->safe_push (parameter);
}

/* Adds the exported NAME, of N pointers to RESULT, which calls the runtime's
   CALLEE with its own parameters behind FIRST.  */
static void
export_function (const char *name, tree result, int n, tree main,
                 const char *callee, const vec<tree> &first)
{
  tree pointers[MOST] = { ptr_type_node, ptr_type_node, ptr_type_node,
                          ptr_type_node, ptr_type_node };
  tree type = build_function_type_array (result, n, pointers);
  tree called = build_function_type_array (result, first.length () + n,
                                           pointers);
  tree function = make_function (name, type, main);
  set_visibility (function, VISIBILITY_DEFAULT);
  DECL_PRESERVE_P (function) = 1;
  auto_vec<tree> arguments;
  for (unsigned i = 0; i < first.length (); i++)
    arguments.safe_push (first[i]);
  pass_parameters (function, &arguments);
  finish_function (function, build_fn_decl (callee, called), arguments);
}

/* MAIN's type; an old-style definition has a type without parameters.  */
static tree
type_of_main (tree main)
{
  auto_vec<tree> types;
  for (tree parameter = DECL_ARGUMENTS (main); parameter != NULL_TREE;
       parameter = DECL_CHAIN (parameter))
    types.safe_push (TREE_TYPE (parameter));
  return build_function_type_array (TREE_TYPE (TREE_TYPE (main)),
                                    types.length (), types.address ());
}

/* Adds the hidden main, which calls USER_MAIN as it was called.  */
static void
add_hidden_main (tree user_main)
{
  tree function = make_function ("main", type_of_main (user_main), user_main);
  set_visibility (function, VISIBILITY_HIDDEN);
  DECL_PRESERVE_P (function) = 1;
  auto_vec<tree> arguments;
  pass_parameters (function, &arguments);
  finish_function (function, user_main, arguments);
}

static void
rename_main (tree main)
{
  tree name = get_identifier (NAME_MAIN);
  DECL_NAME (main) = name;
  if (DECL_RTL_SET_P (main))
    SET_DECL_RTL (main, NULL);
  symtab->change_decl_assembler_name (main, name);
  cgraph_node::get_create (main)->make_decl_local ();
}

/* A constant NAME of TYPE beside main, which stays in the object and has no
   value yet.  */
static tree
make_constant (const char *name, tree type, tree main)
{
  tree decl = build_decl (DECL_SOURCE_LOCATION (main), VAR_DECL,
                          get_identifier (name), type);
  SET_DECL_ASSEMBLER_NAME (decl, get_identifier (name));
  DECL_CONTEXT (decl) = DECL_CONTEXT (main);
  DECL_ARTIFICIAL (decl) = 1;
  TREE_STATIC (decl) = 1;
  TREE_READONLY (decl) = 1;
  TREE_USED (decl) = 1;
  DECL_PRESERVE_P (decl) = 1;
  return decl;
}

/* Adds the note with the manifest; returns the address of its text.  */
static tree
add_note (const char *text, tree main)
{
  size_t size, text_at;
  char *bytes = manifest_note (text, BYTES_BIG_ENDIAN, &size, &text_at);
  gcc_assert (bytes != NULL);
  tree type = build_array_type_nelts (char_type_node, size);
  tree note = make_constant ("spartap_note", type, main);
  SET_DECL_ALIGN (note, 32);
  DECL_USER_ALIGN (note) = 1;
  DECL_INITIAL (note) = build_string (size, bytes);
  TREE_TYPE (DECL_INITIAL (note)) = type;
  set_decl_section_name (note, SPARTA_NOTE_SECTION);
  varpool_node::finalize_decl (note);
  free (bytes);
  return build_fold_addr_expr (build4 (ARRAY_REF, char_type_node, note,
                                       size_int (text_at), NULL_TREE,
                                       NULL_TREE));
}

/* The address of the runtime's variable NAME.  */
static tree
address_of_part (const char *name)
{
  tree part = build_decl (UNKNOWN_LOCATION, VAR_DECL, get_identifier (name),
                          char_type_node);
  SET_DECL_ASSEMBLER_NAME (part, get_identifier (name));
  DECL_EXTERNAL (part) = 1;
  DECL_ARTIFICIAL (part) = 1;
  TREE_PUBLIC (part) = 1;
  TREE_READONLY (part) = 1;
  TREE_USED (part) = 1;
  return build_fold_addr_expr (part);
}

/* Has the linker take the parts of the runtime that MODEL's table needs.  */
static void
add_parts (const struct model *model, tree main)
{
  vec<constructor_elt, va_gc> *elements = NULL;
  for (size_t i = 0; i < MODEL_PARTS; i++)
    if (model_part_p (model, i))
      CONSTRUCTOR_APPEND_ELT (elements, size_int (vec_safe_length (elements)),
                              address_of_part (model_parts[i]));
  if (vec_safe_is_empty (elements))
    return;
  tree type = build_array_type_nelts (ptr_type_node,
                                      vec_safe_length (elements));
  tree parts = make_constant ("spartap_parts", type, main);
  DECL_INITIAL (parts) = build_constructor (type, elements);
  TREE_CONSTANT (DECL_INITIAL (parts)) = 1;
  TREE_STATIC (DECL_INITIAL (parts)) = 1;
  varpool_node::finalize_decl (parts);
}

static tree
string (const char *text)
{
  return build_string_literal (strlen (text) + 1, text);
}

void
inject (const struct unit *unit)
{
  const struct model_service *service = &unit->model.service;
  char *text = manifest_text (&unit->model);
  gcc_assert (text != NULL);
  tree manifest = add_note (text, unit->main);
  free (text);

  add_parts (&unit->model, unit->main);
  rename_main (unit->main);
  add_hidden_main (unit->main);
  auto_vec<tree> first;
  first.safe_push (build_fold_addr_expr (unit->main));
  first.safe_push (string (service->constant ? service->name : "sparta"));
  first.safe_push (service->constant ? manifest : string (""));
  export_function ("LambdaInit", integer_type_node, 2, unit->main,
                   "spartap_init", first);
  auto_vec<tree> nothing;
  export_function ("Lambda", integer_type_node, 2, unit->main,
                   "spartap_invoke", nothing);
  export_function ("LambdaFree", void_type_node, 1, unit->main,
                   "spartap_free", nothing);
}
