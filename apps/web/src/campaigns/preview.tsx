// The message as a chosen reader would see it, made by the server, in a frame that can neither run nor open anything.
'use client';

import { variantLetter } from '@doorstep/contracts';
import { Autocomplete, Checkbox, Group, SegmentedControl, Skeleton, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { subscribers } from '../client/audience';
import { content, type Reader } from '../client/content';
import { ProblemBox } from '../parts/problem-box';
import { campaignKey } from './campaigns-key';
import classes from './preview.module.css';
import { previewDocument } from './preview-document';
import { quietHtml } from './quiet-html';

interface PreviewProps {
  id: string;
  /** When what is shown was saved last: it is asked for again after each save. */
  savedAt: string;
  fromName: string;
  /** More than one: each can be looked at. */
  variantCount: number;
}

const readers = [
  { value: 'sample', label: 'Ada Lovelace' },
  { value: 'nameless', label: 'Someone without a name' },
  { value: 'person', label: 'A person' },
];

function readerOf(kind: string, person: string): Reader {
  if (kind === 'person' && person.includes('@')) return { person };
  return { as: kind === 'nameless' ? 'nameless' : 'sample' };
}

/** Addresses that fit what is typed. */
function usePeople(typed: string, isAsked: boolean): string[] {
  const [search] = useDebouncedValue(typed.trim(), 250);
  const found = useQuery({
    queryKey: ['subscribers', 'search', search],
    queryFn: () => subscribers.page({ search }),
    enabled: isAsked && search.length > 1,
    staleTime: 30_000,
  });
  return [...new Set((found.data?.data ?? []).map(({ address }) => address))].slice(0, 8);
}

export function Preview({ id, savedAt, fromName, variantCount }: PreviewProps) {
  const [chosen, setChosen] = useState(0);
  const variant = chosen < variantCount ? chosen : 0;
  const [kind, setKind] = useState('sample');
  const [typed, setTyped] = useState('');
  const [person] = useDebouncedValue(typed.trim(), 400);
  const [part, setPart] = useState('html');
  const [width, setWidth] = useState('600');
  const [isDark, setIsDark] = useState(false);
  const [hasImages, setHasImages] = useState(true);
  const people = usePeople(typed, kind === 'person');
  const reader = readerOf(kind, person);
  const shown = useQuery({
    queryKey: [...campaignKey(id), 'preview', savedAt, reader, variant],
    queryFn: () => content.preview(id, reader, variant),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const hosts = hasImages ? window.location.origin : null;
  const shape = width === '360' ? classes.narrow : classes.wide;
  const isPlain = part === 'text' || shown.data?.html === '';
  return (
    <div>
      <Group gap={8} mb={8}>
        {variantCount > 1 && (
          <SegmentedControl
            size="xs"
            aria-label="Variant"
            value={String(variant)}
            onChange={(value) => setChosen(Number(value))}
            data={Array.from({ length: variantCount }, (_, number) => ({
              value: String(number),
              label: variantLetter(number),
            }))}
          />
        )}
        <SegmentedControl size="xs" aria-label="Reader" value={kind} onChange={setKind} data={readers} />
        <SegmentedControl
          size="xs"
          aria-label="Part shown"
          value={part}
          onChange={setPart}
          data={[
            { value: 'html', label: 'HTML' },
            { value: 'text', label: 'Plain text' },
          ]}
        />
        <SegmentedControl
          size="xs"
          aria-label="Width"
          value={width}
          onChange={setWidth}
          data={[
            { value: '600', label: '600 px' },
            { value: '360', label: '360 px' },
          ]}
        />
        <Group gap={12} wrap="nowrap">
          <Checkbox
            size="xs"
            label="Dark"
            checked={isDark}
            onChange={(event) => setIsDark(event.currentTarget.checked)}
          />
          <Checkbox
            size="xs"
            label="Images"
            checked={hasImages}
            onChange={(event) => setHasImages(event.currentTarget.checked)}
          />
        </Group>
      </Group>
      {kind === 'person' && (
        <Autocomplete
          label="As"
          placeholder="Name or address"
          data={people}
          filter={({ options }) => options}
          value={typed}
          onChange={setTyped}
          mb={8}
          maw={420}
        />
      )}
      {shown.error && <ProblemBox error={shown.error} />}
      {shown.isPending && <Skeleton height={420} />}
      {shown.data && (
        <>
          <div className={classes.inbox}>
            <span className={classes.from}>
              {(variant === 0 ? fromName : shown.data.fromName).trim() || 'No name of a sender yet'}
            </span>
            <span className={classes.line}>
              <strong>{shown.data.subject || 'No subject yet'}</strong>
              {shown.data.previewText !== '' && <span> – {shown.data.previewText}</span>}
            </span>
          </div>
          <div className={classes.stage}>
            {isPlain ? (
              <pre className={`${classes.frame} ${classes.plain} ${shape}`}>
                {shown.data.text || 'Nothing is written yet.'}
              </pre>
            ) : (
              <iframe
                className={`${classes.frame} ${shape}`}
                title="Preview of the message"
                sandbox=""
                srcDoc={previewDocument(quietHtml(shown.data.html, hosts), { isDark, hosts })}
              />
            )}
          </div>
        </>
      )}
      <Text size="xs" c="dimmed" mt={4}>
        {shown.data?.isTextMade && part === 'text' ? 'Made from the HTML. ' : ''}
        Only images that were uploaded here are loaded, and links lead nowhere.
      </Text>
    </div>
  );
}
