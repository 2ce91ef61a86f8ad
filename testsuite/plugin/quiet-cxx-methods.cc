// Methods and functions of namespaces are not the C library's.
// { dg-do compile }
namespace table { int fork (); }
int system (const char *, int);
struct database
{
  int open (const char *, int);
  int read (int);
  static int popen (const char *, const char *);
};

int
run (database *data)
{
  return data->open ("x", 1) + data->read (0) + database::popen ("x", "w")
         + table::fork () + system ("ls", 1);
}
