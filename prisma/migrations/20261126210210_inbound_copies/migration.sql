-- The same message under another UID, or in another mailbox: remembered, so that it is not fetched at every turn.
CREATE TABLE "inbound_copy" (
    "mailbox_id" UUID NOT NULL,
    "source_uid" TEXT NOT NULL,
    "inbound_message_id" UUID NOT NULL,

    CONSTRAINT "inbound_copy_pkey" PRIMARY KEY ("mailbox_id","source_uid")
);
CREATE INDEX "inbound_copy_inbound_message_id_idx" ON "inbound_copy"("inbound_message_id");
ALTER TABLE "inbound_copy" ADD CONSTRAINT "inbound_copy_mailbox_id_fkey" FOREIGN KEY ("mailbox_id") REFERENCES "bounce_mailbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "inbound_copy" ADD CONSTRAINT "inbound_copy_inbound_message_id_fkey" FOREIGN KEY ("inbound_message_id") REFERENCES "inbound_message"("id") ON DELETE CASCADE ON UPDATE CASCADE;
