// The first step of an import: drop a file, choose one, or paste rows; how much of it is up; what was wrong with it.
'use client';

import { Stack, Text } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { May } from '../parts/may';
import { count } from '../parts/numbers';
import { PageHeader } from '../parts/page-header';
import { ProblemBox } from '../parts/problem-box';
import { Section } from '../parts/section';
import { useMayEditPeople } from '../parts/use-may';
import { FileDrop } from './file-drop';
import { ImportSteps } from './import-steps';
import { PasteRows } from './paste-rows';
import { UnfinishedUploads } from './unfinished-uploads';
import { UploadProgress } from './upload-progress';
import { usePageFiles } from './use-page-files';
import { useUpload } from './use-upload';

export function UploadPage() {
  const router = useRouter();
  const upload = useUpload((run) => router.push(`/imports/${run.id}`));
  const { state } = upload;
  const isUnderway = state !== null && state.phase !== 'failed';
  const mayImport = useMayEditPeople();
  usePageFiles(isUnderway || !mayImport ? null : upload.start);
  return (
    <>
      <PageHeader
        title="Import a file"
        back={{ href: '/imports', label: 'Imports' }}
        needs={{ scope: 'subscribers:write', to: 'import a file' }}
      />
      <ImportSteps at="file" />
      <Stack gap="md">
        {state?.error && <ProblemBox error={state.error} />}
        {isUnderway ? (
          <UploadProgress state={state} pause={upload.pause} resume={upload.resume} leave={upload.leave} />
        ) : (
          <>
            <May scope="subscribers:write">
              <UnfinishedUploads />
              <FileDrop onFile={upload.start} />
              <PasteRows onFile={upload.start} />
            </May>
            <Section title="What makes a good file">
              <Text component="ul" size="sm" m={0} pl="md">
                <li>One person in each row, the names of the columns in the first row.</li>
                <li>One column with the addresses. Everything else is yours: name, town, customer number.</li>
                <li>
                  From Excel: the workbook itself (its first sheet), or a CSV in any encoding and with any delimiter.
                </li>
                <li>Up to 1 GB, about {count(10_000_000)} people.</li>
              </Text>
            </Section>
          </>
        )}
      </Stack>
    </>
  );
}
