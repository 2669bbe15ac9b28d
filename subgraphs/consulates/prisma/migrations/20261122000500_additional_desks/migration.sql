-- Administrators open desks of the kind ADDITIONAL, also several for one consulate. Its own desk,
-- where its alerts come in first, stays the only one of its kind.
create unique index desk_of_consulate on desk (consulate_id) where kind = 'CONSULATE';
alter table desk drop constraint desk_consulate_id_key;
create index desk_consulate on desk (consulate_id);

-- Why it is closed. The other kinds have none: a consulate's own desk follows its consulate.
alter table desk
  add column out_of_service text check (out_of_service in
    ('PLANNED_CLOSURE', 'PREMISES_UNUSABLE', 'SYSTEMS_DOWN', 'STAFF_SHORTAGE', 'PRECAUTION')),
  add check (out_of_service is null or kind = 'ADDITIONAL');
