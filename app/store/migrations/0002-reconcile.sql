-- Deliveries that GitHub could not deliver, until they come or their time is over. Times are milliseconds since 1970.
CREATE TABLE reins.unheard (
  guid text PRIMARY KEY,
  -- GitHub's id of the newest attempt
  attempt bigint NOT NULL,
  -- Of the first attempt that we saw
  first_at bigint NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  -- Whoever asks GitHub for it next writes this anew: no two ask at once
  next_at bigint NOT NULL
);

-- When a run changed last, or was looked at last
ALTER TABLE reins.runs ADD COLUMN looked_at bigint NOT NULL DEFAULT 0;
CREATE INDEX runs_looked_at ON reins.runs (looked_at) WHERE live;

-- What the operator has switched off. One row for each place: "all", "installation 7", "repository 42"
CREATE TABLE reins.switches (
  place text PRIMARY KEY,
  -- What people are told, null: nothing in particular
  why json,
  at bigint NOT NULL
);

-- Whether a run has its place among those that run at once, or waits in line for it
ALTER TABLE reins.runs ADD COLUMN placed boolean NOT NULL DEFAULT false;
UPDATE reins.runs SET placed = true WHERE live AND state <> 'queued';
CREATE INDEX runs_placed ON reins.runs (repository) WHERE live AND placed;
-- With all that the line is made of: rows are large, and a line may be long
CREATE INDEX runs_in_line ON reins.runs (repository, started_at, seq) INCLUDE (key, installation) WHERE live AND NOT placed;
