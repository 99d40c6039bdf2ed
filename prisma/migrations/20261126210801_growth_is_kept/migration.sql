-- Messages without trouble since a site was given its last connection: counted on from lane to lane, or short ones never grow.
ALTER TABLE site_state ADD COLUMN well_count integer NOT NULL DEFAULT 0;
