// Indexes of the large tables: dropped before they are filled and made anew afterwards, ten times as fast as row by row.

const PARTITION_MONTHS = 13;

/** Partitions of the past year for attempts, filled to the brim: nothing in them will change. */
export async function makePartitions({ query }, now) {
  const month = new Date(now);
  for (let back = 1; back <= PARTITION_MONTHS; back++) {
    const from = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() - back, 1));
    const until = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() - back + 1, 1));
    const name = `attempt_${from.getUTCFullYear()}_${String(from.getUTCMonth() + 1).padStart(2, '0')}`;
    const [{ low, high }] = await query('SELECT id_floor($1)::text AS low, id_floor($2)::text AS high', [from, until]);
    await query(
      `CREATE TABLE IF NOT EXISTS attempts."${name}" PARTITION OF "attempt" FOR VALUES FROM ('${low}') TO ('${high}')`,
    );
  }
}

/** @returns statements that make them again, by table */
export async function dropIndexes({ query }) {
  const again = {};
  for (const table of ['delivery', 'attempt']) {
    const indexes = await query(
      `SELECT indexname AS name, indexdef AS text FROM pg_indexes WHERE schemaname = 'public' AND tablename = $1 AND indexname <> $1 || '_pkey' ORDER BY 1`,
      [table],
    );
    again[table] = [`ALTER TABLE "${table}" ADD CONSTRAINT "${table}_pkey" PRIMARY KEY (id)`];
    // On a partitioned table they are shown as made for it alone, without its partitions.
    again[table].push(...indexes.map(({ text }) => text.replace(' ON ONLY ', ' ON ')));
    for (const { name } of indexes) await query(`DROP INDEX "${name}"`);
    await query(`ALTER TABLE "${table}" DROP CONSTRAINT "${table}_pkey"`);
  }
  return again;
}

/** Each table on a connection of its own. */
export async function makeIndexes(pool, again) {
  await Promise.all(
    Object.values(again).map(async (statements) => {
      const client = await pool.connect();
      try {
        await client.query("SET maintenance_work_mem = '512MB'");
        for (const statement of statements) await client.query(statement);
      } finally {
        await client.query('RESET maintenance_work_mem');
        client.release();
      }
    }),
  );
}
