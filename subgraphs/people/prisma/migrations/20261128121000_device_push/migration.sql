-- Where a device of a person is woken: the subscription of its push service, sealed with the
-- person's data key. A capability; gone with the device's use.
create table device_push (
  device_id uuid primary key references device on delete cascade,
  sealed_push bytea not null,
  set_at timestamptz not null default clock_timestamp()
);
