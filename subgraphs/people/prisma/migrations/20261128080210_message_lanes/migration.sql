-- What is due of one kind of channel is found without reading what waits for the others, and what
-- reached nobody without reading what was sent.
create index message_next on message ((channels[place + 1]), due_at) where due_at is not null;
create index message_dead on message (ended_at) where status = 'DEAD';
