-- Links by which somebody without credentials sees how one alert stands. Of the token only the
-- hash is kept; of the alert, the id that whoever made the link told.
create table follow_link (
  id uuid primary key,
  person_id uuid not null references person,
  token_hash text not null unique,
  alert_id uuid,
  contact_id uuid references emergency_contact on delete set null,
  may_see text not null check (may_see in ('STATUS', 'COARSE_PLACE', 'EXACT_PLACE')),
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index follow_link_person on follow_link (person_id, created_at);
create index follow_link_contact on follow_link (contact_id);
