// Writing a rule: what to look for, what it means, and beside it what it would change in the history.
'use client';

import type { NewRule, RuleView } from '@doorstep/contracts';
import { Button, Group, Modal, Select, Stack, Switch, TagsInput, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ApiProblem } from '../client/api';
import { rules } from '../client/rules';
import { ProblemBox } from '../parts/problem-box';
import { useAction } from '../parts/use-action';
import { categoryWords, scopeWords } from '../parts/words';
import { MoreOfRule } from './more-of-rule';
import { fieldOf, hasSomething, type RuleValues, ruleOf, valuesOf } from './rule-form';
import { RulePreview } from './rule-preview';
import { categories, consequence, usualScope } from './rule-words';
import classes from './rules.module.css';
import { rulesKey } from './rules-key';

interface RuleDialogProps {
  /** The rule to change; null for a new one. */
  rule: RuleView | null;
  /** What a new one begins with. */
  draft?: NewRule | undefined;
  close: () => void;
}

export function RuleDialog({ rule, draft, close }: RuleDialogProps) {
  const form = useForm<RuleValues>({
    initialValues: valuesOf(rule ?? draft ?? {}),
    validate: {
      name: (name) => (name.trim() === '' ? 'A few words, such as “Mailbox closed at example.org”' : null),
      phrases: (_phrases, values) =>
        hasSomething(values) ? null : 'Words or a code: without either it fits every reply',
    },
  });
  const save = useAction({
    run: (values: RuleValues) => {
      const { name, note, definition } = ruleOf(values);
      return rule === null
        ? rules.add({ ...ruleOf(values) })
        : rules.change(rule.id, { name, note, definition, ifVersion: rule.version });
    },
    changes: [rulesKey],
    done: ({ name }) => `“${name}” holds for replies from now on`,
    isFaultShownInPlace: true,
    onDone: close,
  });
  const faults = save.error instanceof ApiProblem ? (save.error.problem.errors ?? []) : [];
  const faultOf = (field: keyof RuleValues) =>
    form.errors[field] ?? faults.filter(({ pointer }) => fieldOf(pointer) === field).map(({ detail }) => detail)[0];
  const isElsewhere = save.error !== null && !faults.some(({ pointer }) => fieldOf(pointer) !== null);
  const { category, scope, isPermanent } = form.values;
  return (
    <Modal
      opened
      onClose={close}
      size={1040}
      title={rule === null ? 'New rule' : `Change “${rule.name}”`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} className={classes.writing}>
        <Stack gap="md">
          <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} error={faultOf('name')} />
          <TagsInput
            label="Words in the reply"
            description="As the server says them; * stands for anything between. Any one of them is enough. Enter adds another."
            placeholder={form.values.phrases.length === 0 ? 'mailbox * closed' : ''}
            splitChars={[]}
            maxTags={20}
            acceptValueOnBlur
            {...form.getInputProps('phrases')}
            error={faultOf('phrases')}
          />
          <TagsInput
            label="And one of these codes"
            description="550, or 5.1.1. Left empty: whatever the code."
            maxTags={20}
            acceptValueOnBlur
            {...form.getInputProps('codes')}
            error={faultOf('codes')}
          />
          <Select
            label="Means"
            searchable
            allowDeselect={false}
            data={categories.map((value) => ({ value, label: categoryWords[value] }))}
            {...form.getInputProps('category')}
            onChange={(value) => {
              const chosen = value as RuleValues['category'];
              form.setValues({ category: chosen, scope: usualScope[chosen] });
            }}
            error={faultOf('category')}
          />
          <Select
            label="It is about"
            allowDeselect={false}
            data={Object.entries(scopeWords).map(([value, label]) => ({ value, label }))}
            {...form.getInputProps('scope')}
            error={faultOf('scope')}
          />
          <Switch
            label="For good: mailing again is no use"
            description="A reply that begins with 4 says “not now”, and never counts as final, whatever stands here."
            {...form.getInputProps('isPermanent', { type: 'checkbox' })}
          />
          <Text size="sm" className={classes.follows}>
            {consequence(category, scope, isPermanent)}
          </Text>
          <MoreOfRule form={form} faultOf={faultOf} />
          {isElsewhere && save.error && <ProblemBox error={save.error} />}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={close}>
              Back
            </Button>
            <Button type="submit" loading={save.isPending}>
              {rule === null ? 'Add the rule' : 'Save the rule'}
            </Button>
          </Group>
        </Stack>
        <section aria-label="Preview" className={classes.preview}>
          <h3 className={classes.small}>What it would change</h3>
          <RulePreview values={form.values} replaces={rule?.id ?? null} />
        </section>
      </form>
    </Modal>
  );
}
