-- A copy of what persons agreed to with organisations, from people's log: whether a press through
-- an organisation is accepted is decided here, asking nobody. Opaque ids only.
create table person_consent (
  person_id uuid not null,
  organisation_id uuid not null,
  purpose text not null,
  granted boolean not null,
  primary key (person_id, organisation_id, purpose)
);

-- A rehearsal of an organisation's sandbox must never pass for the alert a person has open.
drop index alert_one_open;
create unique index alert_one_open on alert (person_id, is_drill, environment)
  where closed_at is null;
