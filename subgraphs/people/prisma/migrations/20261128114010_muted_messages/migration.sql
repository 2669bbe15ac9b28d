-- Messages of a rehearsal: they take the same course and reach nobody. Their words are kept apart from
-- what is sent, and no address at all, so that no process, of whatever release, could send one.
alter table message
  add column is_muted boolean not null default false,
  add column sealed_words bytea,
  add constraint message_muted check (not is_muted or sealed is null);

-- What alerts has purged is forgotten: the links to it, and what the log says of them.
create index follow_link_alert on follow_link (alert_id) where alert_id is not null;
create index event_follow_link on event (subject_id)
  where kind in ('FOLLOW_LINK_MADE', 'FOLLOW_LINK_REVOKED');
