-- Everything that was ever served to the public, word for word, whatever it is.
create table edition (
  id uuid primary key,
  subject text not null,
  version integer not null,
  published_on date not null,
  content_hash text not null unique,
  content jsonb not null,
  stored_at timestamptz not null default clock_timestamp()
);

insert into edition (id, subject, version, published_on, content_hash, content, stored_at)
  select id, 'RIGHTS_GUIDE/' || situation || '/' || language, version, published_on, content_hash,
    content, stored_at
  from rights_guide_edition;

-- A service of the release before may still start beside this one and write here; drop it later.
comment on table rights_guide_edition is 'Replaced by edition.';
