-- That a court hears a matter, and what came of it; the words are sealed with the matter's key.
create table hearing (
  id uuid primary key,
  matter_id uuid not null references matter,
  kind text not null,
  court text not null,
  -- Which court and where, in words.
  sealed_place bytea,
  takes_place_at timestamptz not null,
  -- PLANNED, or what came of it.
  status text not null default 'PLANNED',
  reported_at timestamptz,
  added_at timestamptz not null default clock_timestamp()
);
create index hearing_matter on hearing (matter_id, takes_place_at);
