-- Where somebody was last known to be held, each report beside those before it: people are moved.
create table whereabouts (
  id uuid primary key,
  matter_id uuid not null references matter,
  -- Of the register of facilities.
  facility_id uuid,
  -- Words for a place that is not in the register, or within one; sealed with the matter's key.
  sealed_place bytea,
  source text not null,
  confidence text not null,
  known_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check (facility_id is not null or sealed_place is not null)
);
create index whereabouts_matter on whereabouts (matter_id, known_at desc);

-- That a consular officer means to see somebody, and what came of it; what they saw is sealed.
create table consular_visit (
  id uuid primary key,
  matter_id uuid not null references matter,
  facility_id uuid,
  planned_at timestamptz not null,
  -- PLANNED, or what came of it.
  status text not null default 'PLANNED',
  sealed_report bytea,
  reported_at timestamptz,
  added_at timestamptz not null default clock_timestamp()
);
create index consular_visit_matter on consular_visit (matter_id, planned_at);
