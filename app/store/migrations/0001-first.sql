-- Runs, what they brought, and what was done for whom. Times are milliseconds since 1970.

CREATE TABLE reins.runs (
  key text PRIMARY KEY,
  installation bigint NOT NULL,
  repository bigint NOT NULL,
  issue integer NOT NULL,
  branch text NOT NULL,
  state text NOT NULL,
  live boolean NOT NULL,
  -- "2026-11", of its start
  month text NOT NULL,
  started_at bigint NOT NULL,
  -- When it is ended for want of a sign, null: never
  due_at bigint,
  workflow_run bigint,
  token_hash text,
  cost double precision NOT NULL,
  reserved double precision NOT NULL,
  most_cost double precision NOT NULL,
  -- What never changes: assignment, rules, trace
  frozen json NOT NULL,
  -- What does
  data json NOT NULL,
  -- What it cost, as the ledger tells it
  ledger json NOT NULL,
  -- In the order they came
  seq bigint GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX runs_of_issue ON reins.runs (repository, issue);
CREATE INDEX runs_of_branch ON reins.runs (repository, branch);
CREATE INDEX runs_of_month ON reins.runs (repository, month);
CREATE INDEX runs_started ON reins.runs (started_at);
CREATE INDEX runs_live ON reins.runs (installation) WHERE live;
CREATE INDEX runs_due ON reins.runs (due_at) WHERE due_at IS NOT NULL;
CREATE UNIQUE INDEX runs_of_token ON reins.runs (token_hash) WHERE token_hash IS NOT NULL;
CREATE INDEX runs_of_workflow ON reins.runs (repository, workflow_run) WHERE workflow_run IS NOT NULL;

-- The runner's last word, kept apart: one may be 12 MB
CREATE TABLE reins.reports (
  run text PRIMARY KEY REFERENCES reins.runs ON DELETE CASCADE,
  at bigint NOT NULL,
  -- SHA-256 of it, hex
  hash text NOT NULL,
  -- As it was sent, until it is published
  sent json,
  report json,
  unread json
);

-- OIDC tokens that claimed a run, until they expire by themselves
CREATE TABLE reins.used_tokens (
  jti text PRIMARY KEY,
  until bigint NOT NULL,
  -- SHA-256 of what only the process knows that claimed, hex
  proof text NOT NULL
);

-- Deliveries of GitHub that ask for something; the same GUID is the same delivery
CREATE TABLE reins.deliveries (
  guid text PRIMARY KEY,
  event text NOT NULL,
  action text,
  received_at bigint NOT NULL,
  trace text,
  -- What it asks for, where of several that wait for the same the last one is enough; null: it is work of its own
  topic text,
  -- Null once it was worked on and its time is over
  payload json,
  done_at bigint,
  -- Why it was given up
  dead json
);
CREATE INDEX deliveries_received ON reins.deliveries (received_at);
CREATE INDEX deliveries_waiting ON reins.deliveries (topic, received_at, guid) WHERE topic IS NOT NULL AND done_at IS NULL;

-- What was said or done once, by its own name, and by which delivery it is answered
CREATE TABLE reins.answered (
  once text PRIMARY KEY,
  delivery text NOT NULL,
  at bigint NOT NULL
);

-- Who was told on which issue that they may not
CREATE TABLE reins.denials (
  repository bigint NOT NULL,
  issue integer NOT NULL,
  login text NOT NULL,
  at bigint NOT NULL
);
CREATE INDEX denials_of_issue ON reins.denials (repository, issue);

-- Writes to GitHub: what was meant before it was tried, and what came of it
CREATE TABLE reins.effects (
  name text PRIMARY KEY,
  meant json,
  made json,
  at bigint NOT NULL
);
CREATE INDEX effects_at ON reins.effects (at);

-- Small values by name: how far the sweep has looked
CREATE TABLE reins.notes (
  name text PRIMARY KEY,
  value json NOT NULL
);
