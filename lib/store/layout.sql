-- layout.sql - the tables of a campaign's database, layout 5.
--
-- Beside these, tb_store makes for every dictionary table T the tables d_T
-- (what is filed now), h_T (the versions before) and m_T (what merge made),
-- a view of d_T under T's Chinese name, and 代码 with the code lists.
--
-- Days are 2022-10-08, times 2022-10-08T09:30:00.  Whoever did something is
-- ACTOR, the login that ran the program, and PERSON, the 工号 that it said.

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE department (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  short TEXT,
  aliases TEXT,
  groups TEXT,
  parent TEXT,
  shown TEXT NOT NULL AS (coalesce(nullif(short, ''), name)),
  email TEXT,
  collector TEXT REFERENCES staff, -- who fills its tables, and
  approver TEXT REFERENCES staff,  -- who reviews, where nobody else is named
  gone TEXT                        -- since when it is on the list no more
) STRICT;

CREATE TABLE staff (
  id TEXT PRIMARY KEY, -- 工号
  name TEXT NOT NULL,
  department INTEGER NOT NULL REFERENCES department,
  kind TEXT,           -- 校内教师, ...: a class of persons in task lists
  can_review INTEGER NOT NULL CHECK (can_review IN (0, 1)),
  is_collector INTEGER NOT NULL CHECK (is_collector IN (0, 1)),
  email TEXT,
  gone TEXT -- since when this person is on the list no more
) STRICT, WITHOUT ROWID;

-- A line of the task list, as it was written, and what it makes of the table.
CREATE TABLE assignment (
  table_no TEXT PRIMARY KEY,
  source TEXT,
  fillers TEXT,
  reviewers TEXT,
  remark TEXT,
  mode TEXT NOT NULL CHECK (mode IN ('filled', 'cloud', 'derived', 'none')),
  lead TEXT,
  deadline TEXT,
  collectors TEXT,
  approvers TEXT,
  responsible TEXT,
  starts_on TEXT
) STRICT, WITHOUT ROWID;

-- What one department files of a table: all of its share ('whole', PART is
-- ''), the rows of one teacher (PART is the 工号), those of a condition that
-- the task list gives (PART: 省内), or what the office received from the
-- ministry's cloud.  DEADLINE is the day by which it is to be filed,
-- SUBMITTED_AT when it was.
CREATE TABLE slice (
  id INTEGER PRIMARY KEY,
  table_no TEXT NOT NULL,
  department INTEGER NOT NULL REFERENCES department,
  kind TEXT NOT NULL DEFAULT 'whole'
    CHECK (kind IN ('whole', 'teacher', 'condition', 'cloud')),
  part TEXT NOT NULL DEFAULT '',
  reviewer INTEGER REFERENCES department,
  lead INTEGER REFERENCES department,
  collector TEXT REFERENCES staff,
  approver TEXT REFERENCES staff,
  deadline TEXT,
  submitted_at TEXT,
  state TEXT NOT NULL DEFAULT 'missing'
    CHECK (state IN ('missing', 'returned', 'submitted', 'department', 'lead',
                     'school', 'nil')),
  reason TEXT,
  starts_on TEXT, -- the day from which it is to be filled
  was TEXT        -- the state from which a validation sent it back by itself
    CHECK (was IN ('department', 'lead', 'school')),
  UNIQUE (table_no, department, kind, part),
  CHECK ((part = '') = (kind IN ('whole', 'cloud')))
) STRICT;

-- Other departments that review it beside the first: all of them must approve.
CREATE TABLE co_reviewer (
  slice INTEGER NOT NULL REFERENCES slice ON DELETE CASCADE,
  department INTEGER NOT NULL REFERENCES department,
  PRIMARY KEY (slice, department)
) STRICT, WITHOUT ROWID;

-- Who may act at a level of review; of a level of which nobody is named,
-- whoever may review.
CREATE TABLE level_person (
  level TEXT NOT NULL CHECK (level IN ('department', 'lead', 'school')),
  person TEXT NOT NULL REFERENCES staff,
  PRIMARY KEY (level, person)
) STRICT, WITHOUT ROWID;

-- A row of last year's that a template was filled with, and what has become of
-- it: still to be looked at, gone (the department says so), or cleared without
-- a word.  KEY is that of its row, or what it holds.
CREATE TABLE carried (
  slice INTEGER NOT NULL REFERENCES slice ON DELETE CASCADE,
  key TEXT NOT NULL,
  fate TEXT NOT NULL CHECK (fate IN ('waiting', 'gone', 'cleared')),
  at TEXT NOT NULL,
  PRIMARY KEY (slice, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE file (
  sha256 TEXT PRIMARY KEY, -- its name in the archive
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  imported_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  person TEXT REFERENCES staff
) STRICT, WITHOUT ROWID;

-- One version of a slice, from one sheet.  Of a derived table a submission is
-- what was computed ('derived', of no file) or what a department had added up
-- itself ('typed', of no slice).
CREATE TABLE submission (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL DEFAULT 'filed'
    CHECK (kind IN ('filed', 'typed', 'derived')),
  slice INTEGER REFERENCES slice,
  table_no TEXT NOT NULL,
  file TEXT REFERENCES file,
  sheet TEXT,
  version INTEGER NOT NULL,
  imported_at TEXT NOT NULL,
  department INTEGER REFERENCES department,
  late TEXT, -- why it was let in after its day
  actor TEXT NOT NULL,
  person TEXT REFERENCES staff,
  rows_in INTEGER NOT NULL DEFAULT 0,
  rows_filed INTEGER NOT NULL DEFAULT 0,
  rows_rejected INTEGER NOT NULL DEFAULT 0,
  rows_kept INTEGER NOT NULL DEFAULT 0, -- of versions before, beside them
  cells_changed INTEGER NOT NULL DEFAULT 0,
  cells_unread INTEGER NOT NULL DEFAULT 0,
  content_hash TEXT, -- of the rows as they were read
  rows_hash TEXT,    -- of the rows as they were stored (rows_hash.h)
  current INTEGER NOT NULL DEFAULT 0 CHECK (current IN (0, 1)),
  CHECK ((kind = 'filed') = (slice IS NOT NULL)),
  CHECK ((kind = 'derived') = (file IS NULL))
) STRICT;
CREATE INDEX submission_slice ON submission (slice, current);
CREATE INDEX submission_table ON submission (table_no, current);

-- In which column of the sheet a field stood; 0 is A.
CREATE TABLE submission_column (
  submission INTEGER NOT NULL REFERENCES submission,
  field TEXT NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (submission, field)
) STRICT, WITHOUT ROWID;

-- A cell whose stored form is not what was typed, or that could not be read
-- ('cell'); a row that was not filed ('row', of no DATA_ID, and why); an
-- identifier that is a number, until all rows are in ('number').
CREATE TABLE cell_note (
  id INTEGER PRIMARY KEY,
  submission INTEGER NOT NULL REFERENCES submission,
  kind TEXT NOT NULL DEFAULT 'cell' CHECK (kind IN ('cell', 'row', 'number')),
  data_id INTEGER,
  line INTEGER NOT NULL,
  field TEXT,
  raw TEXT,
  trouble INTEGER NOT NULL, -- enum tb_trouble
  reason TEXT CHECK (reason IN ('key', 'twice', 'foreign', 'total', 'remark',
                                'header')),
  detail TEXT,
  CHECK ((kind = 'row') = (reason IS NOT NULL))
) STRICT;
CREATE INDEX cell_note_submission ON cell_note (submission, trouble);

CREATE TABLE validation (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  person TEXT REFERENCES staff,
  dictionary TEXT NOT NULL,
  last_submission INTEGER NOT NULL,
  undecided INTEGER NOT NULL DEFAULT 0,
  broken INTEGER NOT NULL DEFAULT 0
) STRICT;

-- LINE is a line of the sheet of ORIGIN, or (NULL) of SUBMISSION; the same
-- with OTHER_ for the other side.  SUBMISSION is NULL for what is missing
-- from a table as a whole.
CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  rule TEXT NOT NULL,
  severity INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 3),
  aspect TEXT NOT NULL,
  table_no TEXT NOT NULL,
  submission INTEGER REFERENCES submission,
  origin INTEGER REFERENCES submission,
  data_id INTEGER,
  line INTEGER,
  field TEXT,
  value TEXT,
  expected TEXT,
  difference TEXT,
  other_submission INTEGER REFERENCES submission,
  other_origin INTEGER REFERENCES submission,
  other_line INTEGER,
  key TEXT,
  message TEXT NOT NULL,
  hint TEXT,
  status TEXT NOT NULL
    CHECK (status IN ('new', 'still', 'explained', 'resolved')),
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL
) STRICT;
CREATE INDEX finding_submission ON finding (submission, severity);
CREATE INDEX finding_fingerprint ON finding (fingerprint);

-- What is asked about may be explained: the words hold for the fault with
-- these values, and for no other.
CREATE TABLE explanation (
  fingerprint TEXT PRIMARY KEY,
  value TEXT,
  expected TEXT,
  message TEXT NOT NULL,
  text TEXT NOT NULL,
  actor TEXT NOT NULL,
  person TEXT REFERENCES staff,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Which department has been told of which fault, and when first.
CREATE TABLE told (
  department INTEGER NOT NULL REFERENCES department,
  fingerprint TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (department, fingerprint)
) STRICT, WITHOUT ROWID;

-- What the first validation of a submission found in it: its findings change
-- with every run, and go when another submission takes its place.
CREATE TABLE first_check (
  submission INTEGER PRIMARY KEY REFERENCES submission,
  at TEXT NOT NULL,
  errors INTEGER NOT NULL,
  explains INTEGER NOT NULL
) STRICT;

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  slice INTEGER NOT NULL REFERENCES slice,
  submission INTEGER REFERENCES submission,
  level TEXT NOT NULL CHECK (level IN ('department', 'lead', 'school')),
  action TEXT NOT NULL
    CHECK (action IN ('approve', 'return', 'reopen', 'restore')),
  actor TEXT NOT NULL,
  person TEXT REFERENCES staff,
  at TEXT NOT NULL,
  reason TEXT,
  content_hash TEXT,
  dictionary TEXT,
  department INTEGER REFERENCES department -- for which it was decided
) STRICT;

-- A verdict from a workbook's cover, on one version, not yet decided.
-- PERSON is what stood there, whoever that may be.
CREATE TABLE signoff (
  slice INTEGER PRIMARY KEY REFERENCES slice,
  submission INTEGER NOT NULL REFERENCES submission,
  person TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('approve', 'return')),
  opinion TEXT,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE conflict (
  id INTEGER PRIMARY KEY,
  table_no TEXT NOT NULL,
  key TEXT NOT NULL,
  field TEXT NOT NULL,
  first_id INTEGER NOT NULL,
  first_value TEXT,
  second_id INTEGER NOT NULL,
  second_value TEXT
) STRICT;

-- What became of each table at the last merge.  What was filed is what came
-- out, was folded into a row of the same key, or is left out.
CREATE TABLE merged_table (
  table_no TEXT PRIMARY KEY,
  rows_in INTEGER NOT NULL,
  rows_out INTEGER NOT NULL,
  rows_folded INTEGER NOT NULL,
  rows_conflict INTEGER NOT NULL,
  rows_rejected INTEGER NOT NULL, -- when they were imported
  faults INTEGER NOT NULL DEFAULT 0,
  CHECK (rows_in = rows_out + rows_folded + rows_conflict)
) STRICT, WITHOUT ROWID;

-- Why the merged tables cannot go up as they are: rows that are not those that
-- were approved ('changed', of a SLICE), errors that a check found in them
-- ('check', by RULE).
CREATE TABLE merge_fault (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('changed', 'check')),
  table_no TEXT NOT NULL,
  slice INTEGER REFERENCES slice,
  rule TEXT,
  key TEXT,
  field TEXT,
  message TEXT NOT NULL
) STRICT;

-- Out of which filed rows a merged row was made.
CREATE TABLE merged_source (
  table_no TEXT NOT NULL,
  merged_id INTEGER NOT NULL,
  data_id INTEGER NOT NULL,
  PRIMARY KEY (table_no, merged_id, data_id)
) STRICT, WITHOUT ROWID;

-- The log: HASH covers the entry and the hash before it (event.h).
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  person TEXT,
  verb TEXT NOT NULL,
  text TEXT NOT NULL,
  hash TEXT -- NULL in a log from before there was a chain
) STRICT;
