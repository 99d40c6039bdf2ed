-- What was laid aside is looked through without reading all returned mail, and brought back in one go.
CREATE INDEX inbound_message_dismissed ON "inbound_message" (id) WHERE dismissed_at IS NOT NULL;
CREATE INDEX inbound_message_dismissal ON "inbound_message" (dismissal_id) WHERE dismissal_id IS NOT NULL;
