-- Why an office is out of service. Null while it is in service.
alter table consulate add column out_of_service text check (out_of_service in
  ('PLANNED_CLOSURE', 'PREMISES_UNUSABLE', 'SYSTEMS_DOWN', 'STAFF_SHORTAGE', 'PRECAUTION'));

-- Numbers that somebody called. They stay over what is shipped.
create table phone_confirmation (
  consulate_id uuid not null references consulate,
  phone_kind text not null check (phone_kind in ('MAIN', 'PROTECTION')),
  number text not null,
  confirmed_on date not null,
  confirmed_by text not null,
  primary key (consulate_id, phone_kind)
);

-- Who answers at a desk: the identity provider's ids, and nothing else about anybody.
create table roster_member (
  desk_id uuid not null references desk,
  officer_id text not null,
  added_at timestamptz not null default clock_timestamp(),
  primary key (desk_id, officer_id)
);
