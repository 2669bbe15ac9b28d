-- When an office is open: its time zone, weekly hours and closed days. Null where nothing is known.
alter table consulate add column hours jsonb;

-- Hours that an administrator had from the office. They stay over what is shipped.
create table office_hours (
  consulate_id uuid primary key references consulate,
  hours jsonb not null,
  confirmed_on date not null,
  confirmed_by text not null
);
