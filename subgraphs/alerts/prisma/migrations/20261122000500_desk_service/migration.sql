-- Whether a desk answers now, as the consulates publish it.
alter table directory_desk add column is_in_service boolean not null default true;
