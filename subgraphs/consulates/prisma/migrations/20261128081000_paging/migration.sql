-- How officers are reached away from their screens: the identity provider's ids, and sealed
-- addresses that only this service opens.
create table officer_channel (
  id uuid primary key,
  officer_id text not null,
  kind text not null,
  sealed_address bytea not null,
  -- In the officer's own order, from 0.
  place integer not null,
  added_at timestamptz(3) not null default clock_timestamp()
);
create index officer_channel_officer on officer_channel (officer_id, place);

-- Another choice for one shift; without one the general order holds.
create table shift_channel (
  shift_id uuid not null references duty_shift on delete cascade,
  channel_id uuid not null references officer_channel on delete cascade,
  place integer not null,
  primary key (shift_id, channel_id)
);
create index shift_channel_channel on shift_channel (channel_id);

-- In which language an officer is paged; Spanish for whoever is not here.
create table officer_language (
  officer_id text primary key,
  language text not null
);

-- How far the log of alerts was read.
create table consumer_cursor (
  name text primary key,
  position bigint not null
);
