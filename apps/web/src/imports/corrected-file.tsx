// The error file, mended, comes back where it was downloaded: its rows are checked by the rules of the first import.
'use client';

import type { Import } from '@doorstep/contracts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { Upload } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { imports } from '../client/imports';
import { May } from '../parts/may';
import { counted } from '../parts/numbers';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { useAction } from '../parts/use-action';
import { DownloadRejected } from './download-rejected';
import { importsKey } from './import-query';
import { UploadProgress } from './upload-progress';
import { useUpload } from './use-upload';

const isReady = ({ mapping, consentSource, consentAt }: Import): boolean =>
  mapping !== null && consentSource !== null && (consentAt !== null || mapping.includes('consent_at'));

export function CorrectedFile({ run, rejected }: { run: Import; rejected: number }) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const go = (id: string) => router.push(`/imports/${id}`);
  const check = useAction({
    run: (uploaded: Import) => imports.check(uploaded.id),
    changes: [importsKey],
    isFaultShownInPlace: true,
    onDone: (checking) => go(checking.id),
  });
  // What the first import was told is known again; where it is not, the steps ask for it.
  const upload = useUpload((uploaded) => (isReady(uploaded) ? check.mutate(uploaded) : go(uploaded.id)), run.id);
  const { state } = upload;
  if (state !== null && state.phase !== 'failed') {
    return <UploadProgress state={state} pause={upload.pause} resume={upload.resume} leave={upload.leave} />;
  }
  return (
    <Section title={`${counted(rejected, 'row', 'rows')} did not come in`}>
      <Stack gap="sm">
        <Text size="sm">
          Download them: your columns as they are, and beside them the line of your file, what is wrong and, where we
          can tell, how to mend it. Correct the rows you want, leave the others, and upload that file here. Only what is
          right by then comes in, and nobody comes in twice.
        </Text>
        {state?.error && <ProblemBox error={state.error} />}
        {check.error && <ProblemBox error={check.error} />}
        <Group gap={8}>
          <DownloadRejected run={run} />
          <May scope="subscribers:write">
            <Button
              variant="default"
              leftSection={<Upload size={14} aria-hidden />}
              loading={check.isPending}
              onClick={() => input.current?.click()}
            >
              Upload the corrected file
            </Button>
          </May>
          <input
            ref={input}
            type="file"
            hidden
            aria-label="The corrected file"
            accept=".csv,.tsv,.tab,.txt,.xlsx,.zip"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = '';
              if (file) upload.start(file);
            }}
          />
        </Group>
      </Stack>
    </Section>
  );
}
