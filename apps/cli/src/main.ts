// `doorstep`: the same jobs from a terminal. Data goes to stdout, talk to stderr; the exit code says how it went.
import { ConfigError } from '@doorstep/config';
import { commands } from './commands.js';
import { UsageError } from './usage-error.js';

const [first, second, ...rest] = process.argv.slice(2);
const twoWords = `${first} ${second}`;
const command = commands.find(({ name }) => name === twoWords) ?? commands.find(({ name }) => name === first);

if (!command || first === undefined || first === '--help' || first === 'help') {
  const isAsked = first === undefined || first === '--help' || first === 'help';
  const lines = commands.map(({ usage, summary }) => `  doorstep ${usage.padEnd(48)} ${summary}`);
  const text = `Usage:\n${lines.join('\n')}\n`;
  if (isAsked) process.stdout.write(text);
  else process.stderr.write(`There is no command "${first}".\n${text}`);
  process.exit(isAsked ? 0 : 2);
}

const args = command.name === twoWords ? rest : second === undefined ? [] : [second, ...rest];
try {
  process.exitCode = await command.run(args);
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\nUsage: doorstep ${command.usage}\n`);
    process.exitCode = 2;
  } else if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  } else {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
