-- layout_4.sql - bring the rows of layout 3, whose tables are called old_X by
-- now, into those of layout.sql.
--
-- Layout 3 had one TEXT for four kinds of part, "user/工号" where now two
-- columns stand, and Chinese words where now codes do.

INSERT INTO setting SELECT key, coalesce(value, '') FROM old_setting;
INSERT INTO department (id, code, name, short, aliases, groups, parent)
  SELECT id, code, name, short, aliases, groups, parent FROM old_department;
INSERT INTO staff (id, name, department, kind, can_review,
    is_collector, email)
  SELECT id, name, department, kind, can_review, is_collector,
  email FROM old_staff;
INSERT INTO assignment (table_no, source, fillers, reviewers, remark, mode,
    lead, deadline, collectors, approvers)
  SELECT table_no, source, fillers, reviewers, remark,
  mode, lead, deadline, collectors, approvers FROM old_assignment;

-- 云端 is what the cloud sends only where the list says that it sends.
INSERT INTO slice (id, table_no, department, kind, part, reviewer, lead,
    collector, approver, deadline, submitted_at, state, reason)
  SELECT id, table_no, department, kind,
    CASE kind WHEN 'cloud' THEN '' ELSE part END, reviewer, lead,
    (SELECT id FROM staff WHERE id = collector),
    (SELECT id FROM staff WHERE id = approver), deadline, submitted_at, state,
    reason
  FROM (SELECT *, CASE WHEN part = '' THEN 'whole'
      WHEN part IN (SELECT id FROM staff) THEN 'teacher'
      WHEN part = '云端' AND table_no IN (SELECT table_no FROM assignment
        WHERE mode = 'cloud') THEN 'cloud'
      ELSE 'condition' END AS kind FROM old_slice);

INSERT INTO file (sha256, name, size, imported_at, actor)
  SELECT sha256, name, size, imported_at, actor FROM old_file;
INSERT INTO submission (id, kind, slice, table_no, file, sheet, version,
    imported_at, department, late, actor, person, rows_in, rows_filed,
    rows_rejected, rows_kept, cells_changed, cells_unread, content_hash,
    rows_hash, current)
  SELECT id, CASE WHEN file IS NULL THEN 'derived' WHEN slice IS NULL THEN
      'typed' ELSE 'filed' END, slice, table_no, file, sheet, version,
    imported_at, department, late,
    CASE instr(actor, '/') WHEN 0 THEN actor
      ELSE substr(actor, 1, instr(actor, '/') - 1) END,
    (SELECT p.id FROM staff p WHERE instr(u.actor, '/') > 0 AND
      p.id = substr(u.actor, instr(u.actor, '/') + 1)),
    rows_in, rows_filed, rows_rejected, rows_kept, cells_changed, cells_unread,
    content_hash, rows_hash, current FROM old_submission u;
INSERT INTO submission_column SELECT submission, field, place
  FROM old_submission_column;
INSERT INTO cell_note (id, submission, kind, data_id, line, field, raw,
    trouble, reason, detail)
  SELECT id, submission, CASE rejected WHEN 0 THEN 'cell' ELSE 'row' END,
    data_id, line, field, raw, trouble,
    CASE WHEN rejected = 0 THEN NULL WHEN detail = '不是本人的行' THEN 'foreign'
      WHEN detail LIKE '与第%' THEN 'twice' ELSE 'key' END,
    detail FROM old_cell_note;

INSERT INTO validation (id, at, actor, dictionary, last_submission, undecided,
    broken)
  SELECT id, at, actor, dictionary, last_submission, undecided, broken
  FROM old_validation;
INSERT INTO finding (id, fingerprint, rule, severity, aspect, table_no,
    submission, origin, data_id, line, field, value, expected, difference,
    other_submission, other_line, key, message, hint, status, first_seen,
    last_seen)
  SELECT id, fingerprint, rule, severity, aspect, table_no, submission, origin,
    data_id, line, field, value, expected, difference, other_submission,
    other_line, key, message, hint, status, first_seen, last_seen
  FROM old_finding;
INSERT INTO explanation (fingerprint, value, expected, message, text, actor,
    person, at)
  SELECT fingerprint, value, expected, message, text, actor,
    (SELECT id FROM staff WHERE id = e.actor), at FROM old_explanation e;
INSERT INTO first_check SELECT submission, at, errors, explains
  FROM old_first_check;

-- Before there was a column for the person, the login could be one.
INSERT INTO decision (id, slice, submission, level, action, actor, person, at,
    reason, content_hash, dictionary)
  SELECT id, slice, submission, level, action, actor,
    (SELECT p.id FROM staff p
      WHERE p.id = coalesce(nullif(d.person, ''), d.actor)), at, reason,
    content_hash, dictionary FROM old_decision d;
INSERT INTO signoff (slice, submission, person, action, opinion, at)
  SELECT slice, submission, person, CASE verdict WHEN '通过' THEN 'approve'
    ELSE 'return' END, opinion, at FROM old_signoff;
INSERT INTO conflict SELECT id, table_no, key, field, first_id, first_value,
  second_id, second_value FROM old_conflict;
INSERT INTO merged_source SELECT table_no, merged_id, data_id
  FROM old_merged_source;
INSERT INTO event (id, at, actor, person, verb, text, hash)
  SELECT id, at,
    CASE instr(actor, '/') WHEN 0 THEN actor
      ELSE substr(actor, 1, instr(actor, '/') - 1) END,
    CASE instr(actor, '/') WHEN 0 THEN NULL
      ELSE substr(actor, instr(actor, '/') + 1) END,
    verb, text, hash FROM old_event;
