// SQLite's variadic and macro-only parts, which Swift cannot call by itself.
#ifndef BRANDPILOT_CSQLITE_H
#define BRANDPILOT_CSQLITE_H
#include <sqlite3.h>

// Hardening that Debian's build leaves to the caller: no extension loading, no string literals in
// double quotes, no trust in the schema's functions, no writing of the schema table.
static inline int csqlite_harden(sqlite3 *db) {
  int code = sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  if (code == SQLITE_OK) code = sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
  if (code == SQLITE_OK) code = sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
  if (code == SQLITE_OK) code = sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  if (code == SQLITE_OK)
    code = sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, (int *)0);
  return code;
}

// The -wal stays beside the file when the last connection closes.
static inline int csqlite_keep_wal(sqlite3 *db) {
  return sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

// SQLite's own count of its memory costs a lock at every allocation, and nobody reads it.
static inline int csqlite_stop_counting_memory(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

// An empty text is a text, not NULL.
static inline int csqlite_bind_text(sqlite3_stmt *s, int at, const void *text, int bytes) {
  return sqlite3_bind_text(s, at, text ? (const char *)text : "", bytes, SQLITE_TRANSIENT);
}

static inline int csqlite_bind_blob(sqlite3_stmt *s, int at, const void *blob, int bytes) {
  return bytes ? sqlite3_bind_blob(s, at, blob, bytes, SQLITE_TRANSIENT)
               : sqlite3_bind_zeroblob(s, at, 0);
}
#endif
