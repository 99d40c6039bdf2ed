// The first step of an import: drop a file, choose one, or paste rows; how much of it is up; what was wrong with it.
'use client';

import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { imports } from '../client/imports';
import { count, size } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { useAction } from '../parts/use-action';
import { FileDrop } from './file-drop';
import { importsKey } from './import-query';
import { ImportSteps } from './import-steps';
import { PasteRows } from './paste-rows';

export function UploadPage() {
  const router = useRouter();
  const [share, setShare] = useState(0);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const upload = useAction({
    run: (file: File) => {
      setShare(0);
      stop.current = new AbortController();
      return imports.upload(file, setShare, stop.current.signal);
    },
    changes: [importsKey],
    isFaultShownInPlace: true,
    onDone: (run) => router.push(`/imports/${run.id}`),
  });
  const isStopped = upload.error?.name === 'AbortError';
  const file = upload.variables;
  return (
    <>
      <PageHeader title="Import a file" back={{ href: '/imports', label: 'Imports' }} />
      <ImportSteps at="file" />
      <Stack gap="md">
        {upload.error && !isStopped && <ProblemBox error={upload.error} />}
        {(upload.isPending || upload.isSuccess) && file ? (
          <Section title={`Uploading ${file.name}`}>
            <Stack gap="sm">
              <Progress.Root size="lg">
                <Progress.Section value={share * 100} aria-label="How much of the file is up" />
              </Progress.Root>
              <Group justify="space-between">
                <Text size="sm" className="numbers" aria-live="polite">
                  {share < 1
                    ? `${size(share * file.size)} of ${size(file.size)}`
                    : 'The file is up. Reading its first rows …'}
                </Text>
                <Button variant="default" onClick={() => stop.current?.abort()} disabled={upload.isSuccess}>
                  Stop the upload
                </Button>
              </Group>
              <Text size="sm" c="dimmed">
                Keep this tab open until the file is up. After that everything goes on by itself.
              </Text>
            </Stack>
          </Section>
        ) : (
          <>
            {isStopped && <Text size="sm">The upload was stopped. Nothing was kept.</Text>}
            <FileDrop onFile={(chosen) => upload.mutate(chosen)} />
            <PasteRows onFile={(pasted) => upload.mutate(pasted)} />
            <Section title="What makes a good file">
              <Text component="ul" size="sm" m={0} pl="md">
                <li>One person in each row, the names of the columns in the first row.</li>
                <li>One column with the addresses. Everything else is yours: name, town, customer number.</li>
                <li>From Excel or Numbers: “Save as” or “Export”, then CSV. Any encoding and delimiter will do.</li>
                <li>Up to 1 GB, about {count(10_000_000)} people.</li>
              </Text>
            </Section>
          </>
        )}
      </Stack>
    </>
  );
}
