-- Who agreed that their case counts in published figures; people's log brings it.
create table statistics_consent (
  person_id uuid primary key,
  is_granted boolean not null,
  -- Of the event it comes from.
  position bigint not null
);
