-- What was done to somebody that should not have been: as it was told, and as it may be passed on.
create table incident_report (
  id uuid primary key,
  matter_id uuid not null references matter,
  kind text not null,
  agency text not null,
  happened_at timestamptz not null,
  -- HOUR, DAY or MONTH: how exactly that is known.
  precision text not null,
  state text not null,
  county_fips text,
  facility_id uuid,
  -- As it was told; sealed with the matter's key, and never passed on.
  sealed_account bytea not null,
  -- DESK or PROVIDER, and who of them: whoever wrote it does not review it.
  author text not null,
  author_id text not null,
  -- SUBMITTED, RETURNED, REVIEWED or WITHDRAWN.
  status text not null default 'SUBMITTED',
  -- What the reviewer wants to know before it can be passed on; sealed.
  sealed_remark bytea,
  -- What may be passed on, in words that name nobody; sealed all the same.
  sealed_summary bytea,
  -- Under which it is passed on; leads to nothing else.
  number text unique,
  reviewed_at timestamptz,
  -- NONE or SUMMARY: what the person agrees to.
  consent text not null default 'NONE',
  consent_given_by text,
  consent_at timestamptz,
  reported_at timestamptz not null default clock_timestamp(),
  check ((status = 'REVIEWED') <= (sealed_summary is not null and number is not null)),
  check ((consent = 'SUMMARY') <= (consent_given_by is not null))
);
create index incident_report_matter on incident_report (matter_id, reported_at);
create index incident_report_passed_on on incident_report (reviewed_at, id)
  where status = 'REVIEWED' and consent = 'SUMMARY';

-- What proves it, and where that is kept; not the thing itself.
create table incident_evidence (
  id uuid primary key,
  report_id uuid not null references incident_report,
  kind text not null,
  sealed_reference bytea not null
);
create index incident_evidence_report on incident_evidence (report_id);
