// What is to be tidied away when somebody interrupts a benchmark: databases, servers and folders of its own.
import process from 'node:process';

const open = new Set();

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
])
  process.once(signal, async () => {
    // What is at work fails as its servers go; that must not end the tidying.
    process.on('uncaughtException', () => undefined);
    for (const tidy of [...open].reverse()) await tidy();
    process.exit(code);
  });

/** Remembers what is to be tidied. @returns the same, to be called when the time has come; it runs once */
export function tidied(tidy) {
  let done;
  const once = () => {
    open.delete(once);
    done ??= tidy();
    return done;
  };
  open.add(once);
  return once;
}
