-- Where the person of an alert can be called back; sealed, and for its desks alone.
alter table alert add column sealed_callback_phone bytea;
