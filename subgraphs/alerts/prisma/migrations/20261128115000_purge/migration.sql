-- What is purged when its time is over: drills, and alerts of the sandbox. Few among many.
create index alert_purge on alert (raised_at) where is_drill or environment = 'TEST';
