// Dropping a file, or choosing it by button or keyboard.
'use client';

import '@mantine/dropzone/styles.css';
import { Button, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { size } from '../parts/numbers';
import classes from './file-drop.module.css';

const MAX_BYTES = 1_000_000_000;

export function FileDrop({ onFile }: { onFile: (file: File) => void }) {
  const open = useRef<() => void>(null);
  const [fault, setFault] = useState<string | null>(null);
  return (
    <Dropzone
      className={classes.drop}
      openRef={open}
      multiple={false}
      maxSize={MAX_BYTES}
      enablePointerEvents
      activateOnClick={false}
      activateOnKeyboard={false}
      inputProps={{ 'aria-label': 'File with subscribers', accept: '.csv,.tsv,.tab,.txt,.xlsx,.zip' }}
      onDrop={([file]) => {
        if (file === undefined) return;
        if (file.size > 0) onFile(file);
        else setFault(`“${file.name}” is empty. Choose the file that has the people in it.`);
      }}
      onReject={(rejections) => {
        const file = rejections[0]?.file;
        setFault(
          file && file.size > MAX_BYTES
            ? `“${file.name}” has ${size(file.size)}; up to ${size(MAX_BYTES)} can be imported. Split it and import the parts.`
            : 'One file at a time, please.',
        );
      }}
    >
      <div className={classes.inside}>
        <FileUp size={24} strokeWidth={1.5} aria-hidden />
        <Text fw={600}>Drop a file here</Text>
        <Button onClick={() => open.current?.()}>Choose a file</Button>
        <Text size="sm">CSV, TSV, TXT or Excel (.xlsx), also zipped</Text>
        <Text size="sm" c="dimmed">
          Nothing is changed before you have seen what would happen.
        </Text>
        {fault && (
          <Text size="sm" c="var(--tone-bad)" role="alert">
            {fault}
          </Text>
        )}
      </div>
    </Dropzone>
  );
}
