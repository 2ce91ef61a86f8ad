/* preserve.c: writes the transformed source.

   The text of main and of the entry call stays: asm labels in the prologue
   rename their symbols instead.  What the prologue declares must fit what the
   source declares later, so it includes nothing: a header would settle the
   source's feature macros.  The result compiles without the plugin, with the
   source's own flags and -iquote of its folder, by GCC and clang, as C and as
   C++.  Only the places of exits are lost.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#include "preserve.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "manifest.h"
#include "sparta-abi.h"

/* Writes TEXT as a C string, in which no trigraph can hide.  */
static void
put_string (FILE *out, const char *text)
{
  putc ('"', out);
  for (; *text != 0; text++)
    if (*text == '"' || *text == '\\' || *text == '?')
      fprintf (out, "\\%c", *text);
    else if ((unsigned char) *text < 0x20 || (unsigned char) *text >= 0x7F)
      fprintf (out, "\\%03o", (unsigned) (unsigned char) *text);
    else
      putc (*text, out);
  putc ('"', out);
}

/* Writes main's parameters, each behind its number as a name if NAMED.  */
static void
put_parameters (FILE *out, const struct model *model, bool named)
{
  if (model->n_main_parameters == 0)
    fputs ("void", out);
  for (size_t i = 0; i < model->n_main_parameters; i++)
    {
      fprintf (out, "%s%s", i > 0 ? ", " : "", model->main_parameters[i]);
      if (named)
        fprintf (out, " sparta_%zu", i);
    }
}

static void
put_prologue (FILE *out, const struct model *model)
{
  fprintf (out,
           "/* %s as the sparta plugin transformed it.  Between the two\n"
           "   #line directives it is the source, untouched.  */\n"
           "#ifdef __cplusplus\nextern \"C\" {\n#endif\n"
           "struct sparta_service;\n"
           "struct sparta_hooks;\n"
           "extern int %s (int, char **, const struct sparta_service *\n"
           "                %s)\n"
           "  __asm__ (\"spartap_enter%s\");\n"
           "#ifdef __cplusplus\n}\n#endif\n"
           "extern %s main (", model->unit, model->entry,
           model->hooks ? ", const struct sparta_hooks *" : "",
           model->hooks ? "_ex" : "", model->main_result);
  put_parameters (out, model, false);
  fprintf (out, ")%s", model->main_noexcept ? " noexcept" : "");
  fputs ("\n  __asm__ (\"spartap_main\")"
         " __attribute__ ((__visibility__ (\"hidden\")));\n"
         "#line 1 ", out);
  put_string (out, model->unit);
  putc ('\n', out);
}

static void
put_note (FILE *out, const char *manifest)
{
  size_t size = (strlen (manifest) + 1 + 3) & ~(size_t) 3;
  fprintf (out,
           "__attribute__ ((__used__, __aligned__ (4),\n"
           "                __section__ (\"" SPARTA_NOTE_SECTION "\")))\n"
           "static const struct\n"
           "{\n"
           "  unsigned int name_size, size, type;\n"
           "  char name[%zu], text[%zu];\n"
           "} spartap_note = { %zu, %zu, %d, \"" SPARTA_NOTE_NAME "\",\n  ",
           (sizeof SPARTA_NOTE_NAME + 3) & ~(size_t) 3, size,
           sizeof SPARTA_NOTE_NAME, size, SPARTA_NOTE_MANIFEST);
  put_string (out, manifest);
  fputs (" };\n\n", out);
}

static void
put_hidden_main (FILE *out, const struct model *model)
{
  bool value = strcmp (model->main_result, "void") != 0;
  fprintf (out, "extern %s spartap_executable_main (", model->main_result);
  put_parameters (out, model, false);
  fprintf (out, ")\n  __asm__ (\"main\")"
                " __attribute__ ((__visibility__ (\"hidden\"), __used__));\n"
                "%s\nspartap_executable_main (", model->main_result);
  put_parameters (out, model, true);
  fprintf (out, ")\n{\n  %smain (", value ? "return " : "");
  for (size_t i = 0; i < model->n_main_parameters; i++)
    fprintf (out, "%ssparta_%zu", i > 0 ? ", " : "", i);
  fputs (");\n}\n\n", out);
}

static void
put_parts (FILE *out, const struct model *model)
{
  for (size_t i = 0; i < MODEL_PARTS; i++)
    if (model_part_p (model, i))
      fprintf (out, "__attribute__ ((__used__)) static const void *const\n"
                    "%s_used = &%s;\n\n", model_parts[i], model_parts[i]);
}

static void
put_exports (FILE *out, const struct model *model)
{
  const struct model_service *service = &model->service;
  /* Used: or -fwhole-program would make them local.  */
  fputs ("__attribute__ ((__used__)) int\n"
         "LambdaInit (const struct sparta_host *host,\n"
         "            struct sparta_reply *reply)\n"
         "{\n  return spartap_init ((spartap_main_function *) "
         "(void (*) (void)) main,\n                       ", out);
  put_string (out, service->constant ? service->name : "sparta");
  fprintf (out, ",\n                       %s, host, reply);\n}\n\n",
           service->constant ? "spartap_note.text" : "\"\"");
  fputs ("__attribute__ ((__used__)) int\n"
         "Lambda (const struct sparta_invocation *invocation,\n"
         "        struct sparta_reply *reply)\n"
         "{\n  return spartap_invoke (invocation, reply);\n}\n\n"
         "__attribute__ ((__used__)) void\n"
         "LambdaFree (struct sparta_reply *reply)\n"
         "{\n  spartap_free (reply);\n}\n\n", out);
}

static void
put_epilogue (FILE *out, const struct model *model, const char *manifest)
{
  fputs ("\n#line 1 \"sparta-epilogue\"\n"
         "#include <sparta-abi.h>\n\n"
         "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n", out);
  put_note (out, manifest);
  put_parts (out, model);
  put_exports (out, model);
  put_hidden_main (out, model);
  fputs ("#ifdef __cplusplus\n}\n#endif\n", out);
}

/* Copies the source, but for a byte order mark, which may stand at a file's
   beginning only.  */
static void
copy (FILE *in, FILE *out)
{
  char bytes[65536];
  bool first = true;
  size_t n;
  while ((n = fread (bytes, 1, sizeof bytes, in)) > 0)
    {
      size_t skip = first && n >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0
                    ? 3 : 0;
      fwrite (bytes + skip, 1, n - skip, out);
      first = false;
    }
}

char *
preserve_source (const struct model *model, const char *path,
                 const char *manifest, size_t *size)
{
  char *text = NULL;
  FILE *in = fopen (path, "rb");
  FILE *out = in == NULL ? NULL : open_memstream (&text, size);
  if (out != NULL)
    {
      put_prologue (out, model);
      copy (in, out);
      put_epilogue (out, model, manifest);
      bool bad = ferror (in);
      if (fclose (out) != 0 || bad)
        {
          free (text);
          text = NULL;
        }
    }
  if (in != NULL)
    fclose (in);
  return text;
}

/* Writes all of DATA to FILE; 0 or an errno.  */
static int
write_all (int file, const char *data, size_t size)
{
  while (size > 0)
    {
      ssize_t n = write (file, data, size);
      if (n < 0 && errno != EINTR)
        return errno;
      if (n > 0)
        data += n, size -= n;
    }
  return 0;
}

/* What umask leaves of 0666.  */
static mode_t
usual_mode (void)
{
  mode_t mask = umask (0);
  umask (mask);
  return 0666 & ~mask;
}

int
preserve_write (const char *folder, const char *name, const char *data,
                size_t size)
{
  char path[4096], temporary[4096];
  if (snprintf (path, sizeof path, "%s/%s", folder, name)
        >= (int) sizeof path
      || snprintf (temporary, sizeof temporary, "%s/.%s.XXXXXX", folder, name)
           >= (int) sizeof temporary)
    return ENAMETOOLONG;
  if (mkdir (folder, 0777) != 0 && errno != EEXIST)
    return errno;
  int file = mkstemp (temporary);
  if (file < 0)
    return errno;
  int error = write_all (file, data, size);
  if (error == 0 && fchmod (file, usual_mode ()) != 0)
    error = errno;
  if (close (file) != 0 && error == 0)
    error = errno;
  if (error == 0 && rename (temporary, path) != 0)
    error = errno;
  if (error != 0)
    unlink (temporary);
  return error;
}
