-- Who is on duty at a desk from when to when: the identity provider's ids, nothing else of anybody.
create table duty_shift (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references desk,
  officer_id text not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  check (starts_at < ends_at)
);
create index duty_shift_desk on duty_shift (desk_id, ends_at);
