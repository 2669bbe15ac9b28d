-- What the consulates tell of the links in pages: a token's hash, and what the token is good for.
create table page_link (
  -- SHA-256 of the token, in base64url.
  hash text primary key,
  page_id uuid not null,
  alert_id uuid not null,
  officer_id text not null,
  desk_id uuid not null,
  -- Of the alert when the page was made: an acknowledgement after it spends the link.
  alert_version integer not null,
  expires_at timestamptz(3) not null
);
create index page_link_expiry on page_link (expires_at);

-- Who answers at a desk; a copy of what the consulates publish.
create table desk_roster (
  desk_id uuid primary key,
  officer_ids text[] not null
);

-- Which officers are shut out; a copy of what people publish.
create table officer_access (
  officer_id text primary key,
  is_revoked boolean not null
);
