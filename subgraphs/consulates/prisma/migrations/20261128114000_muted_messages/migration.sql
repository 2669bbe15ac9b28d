-- Messages of a rehearsal: they take the same course and reach nobody. Their words are kept apart from
-- what is sent, and no address at all, so that no process, of whatever release, could send one.
alter table message
  add column is_muted boolean not null default false,
  add column sealed_words bytea,
  add constraint message_muted check (not is_muted or sealed is null);

-- What alerts has purged is forgotten, and what the log says of its links.
create index event_page_link on event (subject_id) where kind = 'PAGE_LINK_MADE';
