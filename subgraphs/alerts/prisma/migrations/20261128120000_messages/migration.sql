-- What the person of an alert and its desks wrote to each other. The words are sealed; which officer
-- wrote stands in the audit trail alone.
create table alert_message (
  alert_id uuid not null references alert (id),
  version integer not null,
  person_version integer not null,
  author text not null check (author in ('PERSON', 'DESK')),
  desk_id uuid,
  idempotency_key uuid not null,
  at timestamptz(3) not null default clock_timestamp(),
  sealed_text bytea not null,
  primary key (alert_id, version),
  unique (alert_id, author, idempotency_key),
  check ((author = 'DESK') = (desk_id is not null))
);
