-- Where a caller calls again and can say no more than the county. The county of the first position, by
-- which the alert was routed, stays as it was.
alter table alert add column caller_county_fips text;
