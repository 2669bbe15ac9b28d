-- An event that was put aside and is replayed must undo nothing that came later: copies say from
-- which position of the other log they are.
ALTER TABLE "desk_roster" ADD COLUMN "position" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "officer_access" ADD COLUMN "position" BIGINT NOT NULL DEFAULT 0;

-- Links that ended before it was known here that they were made.
CREATE TABLE "ended_follow_link" (
    "token_hash" TEXT NOT NULL PRIMARY KEY,
    "ended_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp()
);
