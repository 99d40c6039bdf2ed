// Where the message is written, in the way that was chosen; images come in by a button, by drop and by paste.
'use client';

import { Button, Skeleton } from '@mantine/core';
import { ImagePlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { late } from '../parts/late';
import { CodeArea } from './code-area';
import { imageMarkup, kindWords, placeholders } from './content-kinds';
import { fieldId } from './go-to-field';
import type { Draft } from './use-draft';

const MediaDialog = late(() => import('./media-dialog').then((file) => file.MediaDialog));

/** Loaded where it is used: whoever writes code does not wait for it. */
const VisualEditor = dynamic(() => import('./visual-editor'), { ssr: false, loading: () => <Skeleton height={380} /> });

export function BodyEditor({ draft, listId }: { draft: Draft; listId: string | undefined }) {
  const { fields, set, faultOf } = draft;
  const kind = fields.contentKind;
  const [image, setImage] = useState<File | 'choose' | null>(null);
  if (kind === 'visual') {
    return (
      <VisualEditor
        id={fieldId('contentSource')}
        source={fields.contentSource}
        onChange={(source) => set('contentSource', source)}
        listId={listId}
      />
    );
  }
  const field = kind === 'html' ? 'html' : 'contentSource';
  const take = (files: FileList): boolean => {
    const file = [...files].find(({ type }) => type.startsWith('image/'));
    if (file !== undefined) setImage(file);
    return file !== undefined;
  };
  const insert = (text: string) => {
    const area = document.getElementById(fieldId(field)) as HTMLTextAreaElement | null;
    const at = area?.selectionEnd ?? fields[field].length;
    set(field, fields[field].slice(0, at) + text + fields[field].slice(at));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button below does the same.
    <div
      onPaste={(event) => take(event.clipboardData.files) && event.preventDefault()}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => take(event.dataTransfer.files) && event.preventDefault()}
    >
      <CodeArea
        id={fieldId(field)}
        label={kindWords[kind]}
        placeholder={placeholders[kind]}
        value={fields[field]}
        onChange={(written) => set(field, written)}
        fault={faultOf(field)}
      />
      <Button
        variant="default"
        mt={8}
        leftSection={<ImagePlus size={14} aria-hidden />}
        onClick={() => setImage('choose')}
      >
        Insert an image
      </Button>
      {image !== null && (
        <MediaDialog
          file={image === 'choose' ? null : image}
          close={() => setImage(null)}
          onChosen={(chosen) => {
            setImage(null);
            insert(imageMarkup(kind, chosen));
          }}
        />
      )}
    </div>
  );
}
