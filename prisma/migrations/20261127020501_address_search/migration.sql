-- In the collation C the unique index on the address finds beginnings as well: a second one would only be written.
DO $$
BEGIN
  IF (SELECT datcollate FROM pg_database WHERE datname = current_database()) IN ('C', 'POSIX') THEN
    DROP INDEX "address_search";
  END IF;
END $$;
