// Trying two subjects: what differs in B, C and D, on how many it is tried, and how the winner is found.
'use client';

import { type Campaign, type NewVariant, variantLetter } from '@doorstep/contracts';
import { Anchor, Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { Plus, Undo2 } from 'lucide-react';
import { EmptyState } from '../parts/empty-state';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { CodeArea } from './code-area';
import { kindWords, placeholders } from './content-kinds';
import { fieldId } from './go-to-field';
import { TestTerms } from './test-terms';
import type { Draft } from './use-draft';
import { type TestDraft, useTestDraft } from './use-test-draft';
import { emptyVariant, isAsA, type TestFields, type VariantFields } from './variant-form';
import classes from './variants-section.module.css';

const MOST = 3;

export function VariantsSection({ campaign, draft }: { campaign: Campaign; draft: Draft }) {
  const test = useTestDraft(campaign);
  const { fields } = test;
  if (campaign.audienceKind === 'people') return <SentAgain campaign={campaign} />;
  return (
    <div id={fieldId('variants')} tabIndex={-1}>
      <Section
        title="Try two subjects"
        isFlush={fields === null}
        aside={
          fields && (
            <Button variant="default" size="xs" onClick={test.giveUp}>
              Give up the test
            </Button>
          )
        }
      >
        {fields === null && <NoTest test={test} />}
        {fields && <Test campaign={campaign} draft={draft} test={test} fields={fields} />}
        {test.error && <ProblemBox error={test.error} />}
      </Section>
    </div>
  );
}

function NoTest({ test }: { test: TestDraft }) {
  return (
    <EmptyState
      title={test.givenUp === null ? 'Everybody gets the same message' : 'The test was given up'}
      action={
        <Group gap={8}>
          {test.givenUp !== null && (
            <Button variant="default" leftSection={<Undo2 size={14} aria-hidden />} onClick={test.takeUpAgain}>
              Undo
            </Button>
          )}
          <Button variant="default" onClick={test.begin}>
            Try two subjects
          </Button>
        </Group>
      }
    >
      Two to four variants go to a part of the audience first; the rest gets the one that did better. The subject, the
      sender's name or the whole message may differ.
    </EmptyState>
  );
}

function SentAgain({ campaign }: { campaign: Campaign }) {
  if (campaign.variantCount === 1) return null;
  return (
    <Section title="Variants">
      <Text size="sm">
        The first campaign had {campaign.variantCount} variants. Everybody gets the one she was to get then; nothing is
        tried again.
      </Text>
    </Section>
  );
}

interface TestProps {
  campaign: Campaign;
  draft: Draft;
  test: TestDraft;
  fields: TestFields;
}

function Test({ campaign, draft, test, fields }: TestProps) {
  const { variants } = fields;
  const change = (changed: Partial<TestFields>) => test.change({ ...fields, ...changed });
  const replace = (key: number, changed: Partial<VariantFields>) =>
    change({ variants: variants.map((one) => (one.key === key ? { ...one, ...changed } : one)) });
  return (
    <Stack gap="md">
      <div className={classes.variant}>
        <Text fw={600}>A</Text>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {draft.fields.subject.trim() || 'No subject yet'}: the message as it is written above.
        </Text>
      </div>
      {variants.map((variant, at) => (
        <VariantFieldset
          key={variant.key}
          letter={variantLetter(at + 1)}
          variant={variant}
          draft={draft}
          change={(changed) => replace(variant.key, changed)}
          remove={
            variants.length > 1
              ? () => change({ variants: variants.filter(({ key }) => key !== variant.key) })
              : undefined
          }
        />
      ))}
      {variants.length < MOST && (
        <Button
          variant="subtle"
          leftSection={<Plus size={14} aria-hidden />}
          style={{ alignSelf: 'flex-start' }}
          onClick={() => change({ variants: [...variants, emptyVariant()] })}
        >
          Add variant {variantLetter(variants.length + 1)}
        </Button>
      )}
      <TestTerms campaign={campaign} draft={draft} fields={fields} change={change} />
      <Text size="sm" role="status" c={test.isSaved ? undefined : 'dimmed'}>
        {test.isSaved ? (test.written?.chance ?? '') : 'Saving the test …'}
      </Text>
    </Stack>
  );
}

interface VariantFieldsetProps {
  letter: string;
  variant: VariantFields;
  draft: Draft;
  change: (changed: Partial<VariantFields>) => void;
  remove: (() => void) | undefined;
}

function VariantFieldset({ letter, variant, draft, change, remove }: VariantFieldsetProps) {
  const { subject, fromName, previewText } = draft.fields;
  return (
    <fieldset className={classes.variant}>
      <legend className={classes.legend}>{letter}</legend>
      <Stack gap={12}>
        <TextInput
          label={`Subject of ${letter}`}
          placeholder={subject.trim() || 'As in A'}
          value={variant.subject}
          maxLength={500}
          onChange={(event) => change({ subject: event.currentTarget.value })}
          error={isAsA(variant) ? `Nothing in ${letter} differs from A yet` : undefined}
        />
        <div className={classes.pair}>
          <TextInput
            label={`Sender's name in ${letter}`}
            placeholder={fromName.trim() || 'As in A'}
            value={variant.fromName}
            maxLength={200}
            onChange={(event) => change({ fromName: event.currentTarget.value })}
          />
          <TextInput
            label={`Preview text of ${letter}`}
            placeholder={previewText.trim() || 'As in A'}
            value={variant.previewText}
            maxLength={300}
            onChange={(event) => change({ previewText: event.currentTarget.value })}
          />
        </div>
        <OwnMessage letter={letter} variant={variant} draft={draft} change={change} />
        {remove && (
          <Anchor component="button" type="button" size="sm" style={{ alignSelf: 'flex-start' }} onClick={remove}>
            Remove {letter}
          </Anchor>
        )}
      </Stack>
    </fieldset>
  );
}

/** A copy of A to write on. What the visual editor made goes on as HTML. */
function copyOfA({ contentKind, contentSource, html, text }: Draft['fields']): NewVariant['content'] {
  if (contentKind === 'html' || contentKind === 'visual') return { contentKind: 'html', contentSource: '', html, text };
  return { contentKind, contentSource, html: '', text };
}

function OwnMessage({ letter, variant, draft, change }: Omit<VariantFieldsetProps, 'remove'>) {
  const { content } = variant;
  const kind = content?.contentKind;
  return (
    <div>
      <SegmentedControl
        size="xs"
        aria-label={`Message of ${letter}`}
        value={content === null ? 'a' : 'own'}
        onChange={(value) => change({ content: value === 'own' ? copyOfA(draft.fields) : null })}
        data={[
          { value: 'a', label: 'Message of A' },
          { value: 'own', label: 'A message of its own' },
        ]}
      />
      {content !== null && kind !== undefined && kind !== 'visual' && (
        <div className={classes.message}>
          <CodeArea
            id={`variant-${letter}`}
            label={`${kindWords[kind]} of ${letter}`}
            placeholder={placeholders[kind]}
            value={kind === 'html' ? content.html : content.contentSource}
            onChange={(written) =>
              change({ content: { ...content, ...(kind === 'html' ? { html: written } : { contentSource: written }) } })
            }
          />
        </div>
      )}
      {kind === 'visual' && (
        <Text size="sm" c="dimmed" mt={8}>
          It was written over the API in the visual format, and goes out as it is.
        </Text>
      )}
    </div>
  );
}
