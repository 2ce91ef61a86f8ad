/* crash-report.c: the report of a crash: a log line and Lambda's error JSON.

   What it needs is static, because the stack that it runs on may be small, or
   be the one that overflowed.  If it crashes itself, on a table that is broken
   say, it begins again with less.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include <errno.h>
#include <setjmp.h>
#include <string.h>
#include <unistd.h>

#include "crash.h"
#include "line-table.h"

/* What is tried, the most first.  */
enum effort { ALL, NO_LINES, NO_STACK, NAME_ONLY, NOTHING };

#define NAMES_MAX 128                   /* inlined functions count too */
/* As many times as this the same frame is named, not told by a number.  */
#define SAME_MAX 3

static struct
{
  sigjmp_buf again;
  volatile sig_atomic_t armed;
  struct spartap_lines lines;
  const struct spartap_module *module;  /* that LINES is of */
  bool open;
  struct { size_t at, size; } names[NAMES_MAX];
  size_t n_names;
  struct spartap_text name_text, message, json, line;
  char name_room[8192], message_room[768], json_room[16384],
    line_room[16384];
} my;

static struct spartap_text
empty (char *room, size_t size)
{
  return (struct spartap_text) { .data = room, .room = size };
}

/* Ends the name that began at AT, if it fits.  */
static void
end_name (size_t at)
{
  if (my.n_names == NAMES_MAX || my.name_text.full)
    return;
  my.names[my.n_names].at = at;
  my.names[my.n_names++].size = my.name_text.size - at;
}

/* The last part of a path, which the kernel may say is deleted.  */
static void
add_base_name (const char *path)
{
  static const char deleted[] = " (deleted)";
  const char *slash = strrchr (path, '/');
  const char *name = slash == NULL ? path : slash + 1;
  size_t size = strlen (name), suffix = sizeof deleted - 1;
  if (size > suffix && strcmp (name + size - suffix, deleted) == 0)
    size -= suffix;
  spartap_text_add_bytes (&my.name_text, name, size);
}

/* MODULE+0x1234, as it was linked: fit for addr2line.  */
static void
add_offset (const struct spartap_frame *frame)
{
  if (frame->module != NULL)
    {
      add_base_name (frame->module->path);
      spartap_text_add (&my.name_text, "+");
    }
  spartap_text_hex (&my.name_text,
                    frame->pc
                      - (frame->module != NULL ? frame->module->bias : 0));
}

/* "function (file.c:12)"; "function (app.so+0x1234)" without a line.  */
static void
name_known (const struct spartap_frame *frame,
            const struct spartap_frame_name *known)
{
  size_t at = my.name_text.size;
  spartap_text_add (&my.name_text, known->function);
  spartap_text_add (&my.name_text, " (");
  if (known->file == NULL)
    add_offset (frame);
  else
    spartap_text_add (&my.name_text, known->file);
  if (known->file != NULL && known->line != 0)
    {
      spartap_text_add (&my.name_text, ":");
      spartap_text_decimal (&my.name_text, known->line, 1);
    }
  spartap_text_add (&my.name_text, ")");
  end_name (at);
}

/* Makes my.lines those of MODULE; false: it has none.  */
static bool
open_lines (const struct spartap_module *module)
{
  if (my.module == module)
    return my.open;
  if (my.open)
    spartap_lines_close (&my.lines);
  my.module = module;
  my.open = module->path[0] == '/'
            && spartap_lines_open (&my.lines, module->path);
  return my.open;
}

/* Names FRAME, and what is inlined there, by the line table.  */
static bool
name_by_lines (const struct spartap_frame *frame)
{
  struct spartap_frame_name known;
  if (frame->module == NULL || !open_lines (frame->module)
      || !spartap_lines_find (&my.lines, frame->pc - frame->module->bias,
                              &known)
      || known.function == NULL)
    return false;
  do
    name_known (frame, &known);
  while (my.n_names < NAMES_MAX && spartap_lines_outer (&my.lines, &known)
         && known.function != NULL);
  return true;
}

static void
name_by_symbol (const struct spartap_frame *frame)
{
  char symbol[128];
  if (frame->module != NULL
      && spartap_module_symbol (frame->module, frame->pc, symbol,
                                sizeof symbol))
    {
      struct spartap_frame_name known = { .function = symbol };
      name_known (frame, &known);
      return;
    }
  size_t at = my.name_text.size;
  add_offset (frame);
  end_name (at);
}

static void
name_repeated (size_t n)
{
  size_t at = my.name_text.size;
  spartap_text_add (&my.name_text, "the same again, ");
  spartap_text_decimal (&my.name_text, n, 1);
  spartap_text_add (&my.name_text, " times");
  end_name (at);
}

/* A recursion's frames are named a few times.  */
static void
name_frames (const struct spartap_stack *stack, enum effort effort)
{
  for (size_t i = 0; i < stack->n; i++)
    {
      const struct spartap_frame *frame = &stack->frames[i];
      size_t same = 1;
      while (i + same < stack->n && frame[same].pc == frame->pc)
        same++;
      size_t named = same > SAME_MAX ? 1 : same;
      for (size_t j = 0; j < named; j++)
        if (effort != ALL || !name_by_lines (frame))
          name_by_symbol (frame);
      if (same > named)
        name_repeated (same - named);
      i += same - 1;
    }
}

/* Whether the address says something.  */
static bool
address_p (const struct spartap_crash *crash)
{
  return crash->signal != SIGABRT && crash->info->si_code > 0
         && !(crash->signal == SIGSEGV && crash->info->si_code == SI_KERNEL);
}

static void
make_message (const struct spartap_crash *crash, enum effort effort)
{
  struct spartap_text *text = &my.message;
  spartap_text_add (text, crash->name);
  if (effort == NAME_ONLY)
    return;
  if (address_p (crash))
    {
      spartap_text_add (text, " at address ");
      spartap_text_hex (text, (uintptr_t) crash->info->si_addr);
    }
  spartap_text_add (text, " in ");
  spartap_text_add (text, crash->place);
  if (crash->beside != NULL)
    {
      spartap_text_add (text, ", while ");
      spartap_text_add (text, crash->beside);
      spartap_text_add (text, " was under way");
    }
  if (effort < NO_STACK)
    spartap_crash_cause (text, crash);
}

/* Appends "NAME":"DATA", quoted.  */
static void
add_member (struct spartap_text *text, const char *name, const char *data,
            size_t size)
{
  spartap_text_add (text, "\"");
  spartap_text_add (text, name);
  spartap_text_add (text, "\":\"");
  spartap_text_json (text, data, size);
  spartap_text_add (text, "\"");
}

/* Appends the members of Lambda's error JSON, and the brace that ends it.
   Frames are left out where they would leave no room for that.  */
static void
add_error (struct spartap_text *text)
{
  enum { LONGEST = 6, END = 16 };       /* of an escape; what ends it all */
  add_member (text, "errorMessage", my.message.data, my.message.size);
  spartap_text_add (text, ",\"errorType\":\"" SPARTAP_TYPE_CRASH
                          "\",\"stackTrace\":[");
  for (size_t i = 0; i < my.n_names; i++)
    {
      size_t size = my.names[i].size;
      if (text->room - text->size < LONGEST * size + END)
        break;
      spartap_text_add (text, i == 0 ? "\"" : ",\"");
      spartap_text_json (text, my.name_room + my.names[i].at, size);
      spartap_text_add (text, "\"");
    }
  spartap_text_add (text, "]}");
}

static void
add_json_line (struct spartap_text *line, const struct spartap_crash *crash,
               const struct timespec *now)
{
  spartap_text_add (line, "{\"timestamp\":\"");
  spartap_text_time (line, now);
  spartap_text_add (line, "\",\"level\":\"FATAL\",");
  add_member (line, "requestId", crash->request_id,
              strlen (crash->request_id));
  spartap_text_add (line, ",");
  add_member (line, "function", crash->function, strlen (crash->function));
  spartap_text_add (line, ",");
  add_error (line);
  spartap_text_add (line, "\n");
}

static void
add_text_line (struct spartap_text *line, const struct spartap_crash *crash,
               const struct timespec *now)
{
  spartap_text_add (line, "[FATAL]\t");
  spartap_text_time (line, now);
  spartap_text_add (line, "\t");
  spartap_text_add (line, crash->request_id);
  spartap_text_add (line, "\t");
  spartap_text_add (line, crash->function);
  spartap_text_add (line, "\t");
  spartap_text_add_bytes (line, my.message.data, my.message.size);
  spartap_text_add (line, "\n");
  for (size_t i = 0; i < my.n_names; i++)
    {
      spartap_text_add (line, "\tat ");
      spartap_text_add_bytes (line, my.name_room + my.names[i].at,
                              my.names[i].size);
      spartap_text_add (line, "\n");
    }
}

static void
compose (struct spartap_crash *crash, bool json_lines, enum effort effort)
{
  struct timespec now;
  my.name_text = empty (my.name_room, sizeof my.name_room);
  my.message = empty (my.message_room, sizeof my.message_room);
  my.json = empty (my.json_room, sizeof my.json_room);
  my.line = empty (my.line_room, sizeof my.line_room);
  my.n_names = 0;
  if (effort == ALL)
    spartap_unwind (&crash->stack, crash->context, crash->bottom);
  make_message (crash, effort);
  if (effort < NO_STACK)
    name_frames (&crash->stack, effort);
  clock_gettime (CLOCK_REALTIME, &now);
  if (json_lines)
    add_json_line (&my.line, crash, &now);
  else
    add_text_line (&my.line, crash, &now);
  spartap_text_add (&my.json, "{");
  add_error (&my.json);
}

static void
write_all (const char *data, size_t size)
{
  while (size > 0)
    {
      ssize_t n = write (STDERR_FILENO, data, size);
      if (n < 0 && errno != EINTR)
        return;
      if (n > 0)
        data += n, size -= n;
    }
}

void
spartap_crash_recover (void)
{
  if (my.armed)
    siglongjmp (my.again, 1);
}

const struct spartap_text *
spartap_crash_report (struct spartap_crash *crash, bool json_lines)
{
  volatile enum effort effort = ALL;
  if (sigsetjmp (my.again, 1) != 0)
    effort++;
  if (effort < NOTHING)
    {
      my.armed = true;
      compose (crash, json_lines, effort);
    }
  my.armed = false;
  if (my.open)
    spartap_lines_close (&my.lines);
  my.open = false;
  my.module = NULL;
  write_all (my.line.data, my.line.size);
  return &my.json;
}
