-- A document with a matter: what it is and whose, without what is in it, so that no list loads that.
create table matter_document (
  id uuid primary key,
  matter_id uuid not null references matter,
  kind text not null,
  -- PDF, JPEG or PNG, as its bytes are.
  media_type text not null,
  -- Title, hash and size, sealed with the matter's key: a hash in clear would tell whoever has a copy
  -- that it is here.
  sealed_label bytea not null,
  -- DESK or PROVIDER.
  added_by text not null,
  added_at timestamptz not null default clock_timestamp(),
  removed_by text,
  removed_at timestamptz,
  check ((removed_by is null) = (removed_at is null))
);
create index matter_document_matter on matter_document (matter_id, added_at);

-- What is in it, sealed with the matter's key; deleted when the document is removed.
create table matter_document_content (
  document_id uuid primary key references matter_document,
  sealed_content bytea not null
);
-- Ciphertext does not shrink: trying to costs time on each write.
alter table matter_document_content alter column sealed_content set storage external;
