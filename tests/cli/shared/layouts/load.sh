# A campaign in ./c, as the release that had layout $LAYOUT left it.
mkdir -p c/archive c/out && cp -R "$SHARED/edition" c/schema || exit
/usr/bin/python3 - "$SHARED/layouts/$LAYOUT.sql" <<'PY'
import sqlite3
import sys

db = sqlite3.connect("c/tianbao.db")
db.executescript(open(sys.argv[1], encoding="utf-8").read())
db.execute("PRAGMA journal_mode = WAL")
PY
# Which layout is it, and does everything in it refer to what is there?
layout() {
    /usr/bin/python3 - <<'PY'
import sqlite3

db = sqlite3.connect("c/tianbao.db")
print("layout", *db.execute("PRAGMA user_version").fetchone(),
      *db.execute("PRAGMA integrity_check").fetchone(),
      *db.execute("PRAGMA foreign_key_check").fetchall())
PY
}
