-- A copy of the links by which somebody without credentials follows an alert, from people's log, and
-- how often they were opened. Hashes of tokens and opaque ids only.
create table follow_link (
  token_hash text primary key,
  person_id uuid not null,
  alert_id uuid,
  may_see text not null check (may_see in ('STATUS', 'COARSE_PLACE', 'EXACT_PLACE')),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  opened_count integer not null default 0,
  first_opened_at timestamptz,
  last_opened_at timestamptz
);
create index follow_link_alert on follow_link (alert_id);
create index follow_link_expiry on follow_link (expires_at);
create index follow_link_revocation on follow_link (revoked_at) where revoked_at is not null;
