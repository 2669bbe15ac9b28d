-- Copies of what the consulates publish: when an office is open, which offices back each other up,
-- whom a desk's alerts go on to, and who is on duty there. Null where it was never told.
alter table directory_office add column hours jsonb, add column regional_group text;
alter table directory_desk
  add column escalation_policy jsonb,
  add column shifts jsonb not null default '[]';

-- After so long without an officer's act an acknowledgement counts no more, as it was when the
-- alert was raised. Null: it never lapses.
alter table alert add column lapse_after_seconds integer;
