-- Who failed when, for the weeks of chronic bounces: few of all deliveries, and found without reading those.
CREATE INDEX delivery_failed ON "delivery" (address_id, settled_at) WHERE state IN ('refused','expired','returned');
