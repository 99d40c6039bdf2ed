// Where root's PostgreSQL lives when the checkout or its data are in a folder other users cannot enter (such as /root).
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const rootState = '/var/lib/doorstep-embedded';
/** In each data folder there: the path of the folder it stands in for. */
const ORIGIN = 'stands-in-for';

/**
 * What stands in for a folder PostgreSQL's user cannot enter; it notes which.
 * @param isRunning whether a server uses a folder
 */
export function standIn(folder, isRunning) {
  removeOrphans(isRunning);
  const home = path.join(rootState, `data-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`);
  fs.mkdirSync(home, { recursive: true, mode: 0o755 });
  fs.writeFileSync(path.join(home, ORIGIN), folder);
  return path.join(home, 'pg');
}

/** What stood in for temporary folders that were removed since: nobody else knows of it. Other folders may be on a disk that comes back. */
function removeOrphans(isRunning) {
  if (!fs.existsSync(rootState)) return;
  for (const name of fs.readdirSync(rootState)) {
    const home = path.join(rootState, name);
    const origin = originOf(home);
    const isGone = origin?.startsWith(os.tmpdir() + path.sep) && !fs.existsSync(path.dirname(origin));
    if (isGone && !isRunning(path.join(home, 'pg'))) removeLater(home);
  }
}

function originOf(home) {
  try {
    return fs.readFileSync(path.join(home, ORIGIN), 'utf8');
  } catch {
    return undefined; // not such a folder, or somebody else is removing it
  }
}

/** The note goes last: whoever is interrupted leaves it to the next. */
async function removeLater(home) {
  await fs.promises.rm(path.join(home, 'pg'), { recursive: true, force: true }).catch(() => undefined);
  await fs.promises.rm(home, { recursive: true, force: true }).catch(() => undefined);
}

/** The programs of the package, where PostgreSQL's user may run them. */
export function copyBinaries(native) {
  const { version } = JSON.parse(fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8'));
  const copy = path.join(rootState, `postgres-${version}`);
  if (!fs.existsSync(path.join(copy, '.complete'))) {
    fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    fs.writeFileSync(path.join(copy, '.complete'), '');
  }
  return copy;
}
