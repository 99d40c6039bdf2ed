-- The audit log is looked through by who, by what kind of change, and by address.
CREATE INDEX audit_entry_actor ON "audit_entry" (actor_label, id DESC);
CREATE INDEX audit_entry_action ON "audit_entry" (action, id DESC);
CREATE INDEX audit_entry_address ON "audit_entry" (lower(detail->>'address')) WHERE detail ? 'address';
