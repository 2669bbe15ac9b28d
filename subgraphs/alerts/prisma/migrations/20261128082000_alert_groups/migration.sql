-- Presses of one desk that are close in place and time. Written after the press, from the log: a
-- press waits for none of it. Without a reference to alert: nothing deletes alerts, and the check
-- would lock rows that acts are about to change.
create table alert_group (
  id uuid primary key,
  desk_id uuid not null,
  centre_cell text not null,
  first_raised_at timestamptz(3) not null,
  last_raised_at timestamptz(3) not null,
  formed_at timestamptz(3) not null default clock_timestamp(),
  -- When it became so large that its persons may be told that they are many.
  many_at timestamptz(3)
);
create index alert_group_fresh on alert_group (desk_id, last_raised_at);

-- An alert is in one group at most.
create table alert_group_member (
  alert_id uuid primary key,
  group_id uuid not null references alert_group,
  joined_at timestamptz(3) not null default clock_timestamp()
);
create index alert_group_member_of on alert_group_member (group_id);

-- Presses that are in no group yet and may still begin one.
create table alert_group_candidate (
  alert_id uuid primary key,
  desk_id uuid not null,
  cell text not null,
  raised_at timestamptz(3) not null
);
create index alert_group_candidate_at on alert_group_candidate (desk_id, cell, raised_at);

-- One officer has taken the group, as far as it was offered to their desk.
create table group_acknowledgement (
  id uuid primary key,
  group_id uuid not null references alert_group,
  desk_id uuid not null,
  officer_id text not null,
  request_id text not null,
  at timestamptz(3) not null default clock_timestamp()
);
create index group_acknowledgement_of on group_acknowledgement (group_id, desk_id, at);

-- The alerts that are acknowledged with it, and which of them still wait for that.
create table group_taking (
  acknowledgement_id uuid not null references group_acknowledgement,
  alert_id uuid not null,
  at timestamptz(3) not null default clock_timestamp(),
  settled_at timestamptz(3),
  primary key (acknowledgement_id, alert_id)
);
create index group_taking_waiting on group_taking (at) where settled_at is null;
create index group_taking_alert on group_taking (alert_id);
