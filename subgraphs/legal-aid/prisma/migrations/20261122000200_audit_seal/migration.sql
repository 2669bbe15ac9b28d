-- The audit trail becomes a chain: every entry gets a seal, in the order of insertion, whose hash
-- covers the entry and all before it. Entries that are there already are sealed like new ones.
alter table audit_entry add column sequence bigint;
update audit_entry set sequence = numbered.place
from (select id, row_number() over (order by at, id) as place from audit_entry) as numbered
where numbered.id = audit_entry.id;
alter table audit_entry alter column sequence set not null;
alter table audit_entry alter column sequence add generated always as identity;
select setval(pg_get_serial_sequence('audit_entry', 'sequence'), count(*))
from audit_entry having count(*) > 0;

-- Only so that sealing finds what is new without looking through all that is old.
alter table audit_entry add column is_sealed boolean not null default false;
create index audit_entry_unsealed on audit_entry (sequence) where not is_sealed;

-- No foreign key: a seal has to outlast its entry, to say which one was removed.
create table audit_seal (
  position bigint primary key,
  entry_id uuid not null unique,
  hash bytea not null
);

-- One field of the canonical bytes: its length in bytes (four, big-endian), then its UTF-8. The
-- length keeps neighbours apart; null is -1, so that no value at all can keep sealing from going on.
create function audit_field(value text) returns bytea language sql stable
return coalesce(int4send(octet_length(value)) || convert_to(value, 'UTF8'), int4send(-1));

-- What is hashed of an entry. platform/src/audit/canonical.ts makes the same bytes; a change needs
-- another first field in both, and the verifier must go on to know this one.
create function audit_bytes(entry audit_entry) returns bytea language sql stable
return audit_field('audit-entry/1')
  || audit_field(entry.id::text)
  || audit_field(entry.sequence::text)
  -- Seconds since 1970 with all six decimals: the same under every time zone and date style.
  || audit_field(extract(epoch from entry.at)::text)
  || audit_field(entry.actor_kind)
  || audit_field(entry.actor_id)
  || audit_field(entry.action)
  || audit_field(entry.subject_id)
  || audit_field(entry.request_id)
  || audit_field(entry.facts::text);

-- Seals what has no seal, at most a thousand entries, and tells where the chain ends now. With its
-- owner's rights: the service may run it, but neither read nor write what it works on. The lock is
-- taken first; the statements after it see what its holder before has sealed.
create function seal_audit(out processed integer, out head_position bigint, out head_hash bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  entry public.audit_entry;
  base bigint;
  seen uuid[] := '{}';
  sealed uuid[] := '{}';
  hashes bytea[] := '{}';
begin
  perform pg_advisory_xact_lock(hashtext('audit_seal'));
  select position, hash into head_position, head_hash
  from public.audit_seal order by position desc limit 1;
  base := coalesce(head_position, 0);
  head_hash := coalesce(head_hash, '');
  for entry in
    select * from public.audit_entry where not is_sealed order by sequence limit 1000
  loop
    seen := array_append(seen, entry.id);
    -- Whose mark somebody took away: a second seal is refused, and would stop all that follow.
    continue when exists (select from public.audit_seal where entry_id = entry.id);
    head_hash := sha256(head_hash || public.audit_bytes(entry));
    sealed := array_append(sealed, entry.id);
    hashes := array_append(hashes, head_hash);
  end loop;
  insert into public.audit_seal (position, entry_id, hash)
  select base + place, id, hash
  from unnest(sealed, hashes) with ordinality as new (id, hash, place);
  update public.audit_entry set is_sealed = true where id = any (seen);
  processed := cardinality(seen);
  head_position := base + cardinality(sealed);
end $$;

revoke all on function audit_field(text), audit_bytes(audit_entry), seal_audit() from public;
