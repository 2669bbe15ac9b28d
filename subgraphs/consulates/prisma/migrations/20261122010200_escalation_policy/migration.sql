-- Offices of one group back each other up. Null where an office is in none.
alter table consulate add column regional_group text;

-- Whom a desk's alerts go on to while nobody answers. Null: the default of alerts.
alter table desk add column escalation_policy jsonb;
