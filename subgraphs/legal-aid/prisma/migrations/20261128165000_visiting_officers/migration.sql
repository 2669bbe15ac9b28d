-- Copy of who is on duty at a desk now and later; consulates' log brings it.
create table known_duty (
  desk_id uuid primary key,
  -- [{ officerId, startsAt, endsAt }], whole.
  shifts jsonb not null,
  -- Of the event it comes from.
  position bigint not null
);

-- What was told of shifts before anybody listened is read again; what is known already stays.
update consumer_cursor set position = 0 where name = 'consulates-desks';

-- Who goes; null for nobody in particular.
alter table consular_visit add column officer_id text;
create index consular_visit_officer on consular_visit (officer_id, planned_at)
  where status = 'PLANNED';
