// The message with a sample reader, in a frame that can neither run, load nor open anything.
'use client';

import { Group, SegmentedControl, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import classes from './preview.module.css';
import { quietHtml } from './quiet-html';
import { filled, previewDocument, sampleWithName, sampleWithoutName } from './sample';

interface PreviewProps {
  subject: string;
  html: string;
  text: string;
  part: 'html' | 'text';
}

export function Preview({ subject, html, text, part }: PreviewProps) {
  const [reader, setReader] = useState('named');
  const [width, setWidth] = useState('wide');
  const [body] = useDebouncedValue(part === 'html' ? html : text, 300);
  const sample = reader === 'named' ? sampleWithName : sampleWithoutName;
  const shape = width === 'narrow' ? classes.narrow : '';
  return (
    <div>
      <Group gap={8} mb={8}>
        <SegmentedControl
          size="xs"
          aria-label="Reader"
          value={reader}
          onChange={setReader}
          data={[
            { value: 'named', label: 'Ada Lovelace' },
            { value: 'nameless', label: 'Someone without a name' },
          ]}
        />
        <SegmentedControl
          size="xs"
          aria-label="Width"
          value={width}
          onChange={setWidth}
          data={[
            { value: 'wide', label: 'Wide' },
            { value: 'narrow', label: 'Phone' },
          ]}
        />
      </Group>
      <Text fw={600} mb={8} style={{ overflowWrap: 'anywhere' }}>
        {filled(subject, sample, false) || 'No subject yet'}
      </Text>
      <div className={classes.stage}>
        {part === 'html' ? (
          <iframe
            className={`${classes.frame} ${shape}`}
            title="Preview of the message"
            sandbox=""
            srcDoc={previewDocument(quietHtml(filled(body, sample, true)))}
          />
        ) : (
          <pre className={`${classes.frame} ${classes.plain} ${shape}`}>{filled(body, sample, false)}</pre>
        )}
      </div>
      <Text size="xs" c="dimmed" mt={4}>
        Remote images are not loaded here, and links lead nowhere. Conditions are filled in by the test message.
      </Text>
    </div>
  );
}
