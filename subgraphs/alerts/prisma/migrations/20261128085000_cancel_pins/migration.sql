-- A fact for the desks alone: the person asked to cancel with the PIN that means the opposite.
alter table alert add column is_duress boolean not null default false;

-- By what a cancel is known to be the person's own wish, or a forced one. Nothing here tells which
-- PINs there are: what is sealed has one length. Here and not with the rest of the person, so that
-- a cancel asks nobody but this database.
create table cancel_pin (
  person_id uuid primary key,
  sealed_pins bytea not null,
  wrong_tries integer not null default 0,
  next_try_at timestamptz(3)
);
