-- Keys are exchanged while mail goes out: DKIM keys with two selectors, and the keys that sign return paths and links.

-- A DKIM key is next (made, not used yet), active (is_active), resting (replaced, its record still needed) or removable;
-- the state follows from these times and is never stored beside them. See KEY_STATE in dkim-keys.sql.ts.
ALTER TABLE dkim_key
  ADD COLUMN activated_at timestamptz(3),
  ADD COLUMN replaced_at timestamptz(3),
  -- Its record was taken out of DNS: nothing of it is shown any more.
  ADD COLUMN removed_at timestamptz(3),
  -- What each name server said of the record at the last look, and when all of them last said exactly the key.
  ADD COLUMN views jsonb,
  ADD COLUMN viewed_at timestamptz(3),
  ADD COLUMN seen_at timestamptz(3);
UPDATE dkim_key SET activated_at = created_at WHERE is_active;

-- When the next keys take over by themselves, and what kept them from it.
ALTER TABLE sending_domain
  ADD COLUMN dkim_switch_at timestamptz(3),
  ADD COLUMN dkim_trouble text,
  ADD COLUMN dkim_trouble_since timestamptz(3);

-- Keys of signed tokens (return paths, unsubscribe and confirmation links). The first is derived from DOORSTEP_SECRET; that
-- it opens proves that the secret is still the one this database was begun with.
CREATE TABLE token_key (
  id text PRIMARY KEY CHECK (id ~ '^[a-z2-7]$'),
  key_sealed text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  -- Signs from then on, until the next one does. Until then every process learns to verify it.
  signs_from timestamptz(3) NOT NULL,
  -- Verifies no more.
  retired_at timestamptz(3),
  -- When a link or a return path signed with it last came back.
  last_used_at timestamptz(3)
);
