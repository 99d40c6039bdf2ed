-- Limits a person sets for one site, or for all sites of a provider; what is null stays automatic. Counted for each source address.
CREATE TABLE limit_by_hand (
  id uuid PRIMARY KEY DEFAULT new_id(),
  site_id uuid UNIQUE REFERENCES site (id) ON DELETE CASCADE,
  provider text UNIQUE,
  -- To one site.
  connections integer CHECK (connections BETWEEN 1 AND 100),
  -- To all sites of the provider together.
  connections_in_all integer CHECK (connections_in_all BETWEEN 1 AND 100),
  messages_per_connection integer CHECK (messages_per_connection BETWEEN 1 AND 10000),
  rate_per_minute integer CHECK (rate_per_minute BETWEEN 1 AND 1000000),
  reason text NOT NULL,
  actor text NOT NULL,
  set_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT limit_by_hand_one_place CHECK (num_nonnulls(site_id, provider) = 1),
  CONSTRAINT limit_by_hand_says_something CHECK (num_nonnulls(connections, messages_per_connection, rate_per_minute) > 0),
  CONSTRAINT limit_by_hand_in_all CHECK ((connections_in_all IS NOT NULL) = (provider IS NOT NULL AND connections IS NOT NULL))
);
