// doorstep bounce explain: which rule says what a reply means, and why. Needs no database; with one, own rules are asked first.
import { type Classifier, createClassifier, explainReply, type OwnRule } from '@doorstep/bounces';
import { ConfigError } from '@doorstep/config';
import { Stage } from '@doorstep/contracts';
import { OwnRuleStore } from '@doorstep/database';
import { readArguments, wholeNumber } from '../arguments.js';
import { UsageError } from '../usage-error.js';
import { withDatabase } from '../with-database.js';

export async function run(args: readonly string[]): Promise<number> {
  const { words, options } = readArguments(args, ['code', 'enhanced', 'stage', 'host']);
  const [text] = words;
  if (text === undefined || words.length > 1) throw new UsageError('Give the reply as one text, in quotation marks.');
  const stage = Stage.optional().safeParse(options.stage);
  if (!stage.success) throw new UsageError(`--stage is one of ${Stage.options.join(', ')}.`);
  const said = explainReply(await classifier(), {
    ...{ text, stage: stage.data, enhancedCode: options.enhanced, mxHost: options.host },
    code: options.code === undefined ? undefined : wholeNumber(options.code, '--code', 599),
  });
  const { category, scope, certainty, isPermanent, ruleId } = said;
  const facts = [`about ${scope.replaceAll('_', ' ')}`, certainty, isPermanent ? 'final' : 'not final'];
  process.stdout.write(`${category} (${facts.join(', ')})\n${ruleId}\n${said.words}\n`);
  return 0;
}

async function classifier(): Promise<Classifier> {
  try {
    const rules = await withDatabase((database) => new OwnRuleStore(database).inForce());
    return createClassifier(rules as OwnRule[]);
  } catch (error) {
    const why = error instanceof ConfigError ? 'no database is configured' : 'the database does not answer';
    process.stderr.write(`Our own rules alone are asked: ${why}.\n`);
    return createClassifier();
  }
}
