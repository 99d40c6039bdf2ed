// Writing without code: what is seen is what the message says, with fields, buttons, columns and images as parts.
'use client';

import '@mantine/tiptap/styles.css';
import { RichTextEditor } from '@mantine/tiptap';
import Image from '@tiptap/extension-image';
import TextAlign from '@tiptap/extension-text-align';
import { type Editor, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useRef, useState } from 'react';
import { useRight } from '../parts/use-may';
import { MediaDialog } from './media-dialog';
import { ButtonControl, ColumnsControl, FieldControl, ImageControl } from './visual-controls';
import classes from './visual-editor.module.css';
import { CallButton, Column, Columns, MergeField } from './visual-nodes';

interface VisualEditorProps {
  id: string;
  /** JSON of the document; empty: nothing is written yet. */
  source: string;
  onChange: (source: string) => void;
  listId: string | undefined;
}

const extensions = [
  StarterKit.configure({ heading: { levels: [1, 2, 3] }, link: { openOnClick: false, autolink: true } }),
  TextAlign.configure({ types: ['heading', 'paragraph'], alignments: ['left', 'center', 'right'] }),
  Image.configure({ allowBase64: false }),
  ...[MergeField, CallButton, Columns, Column],
];

/** What cannot be read begins empty here; the old source stays among the versions. */
function documentOf(source: string): object | string {
  try {
    return JSON.parse(source) as object;
  } catch (error) {
    if (error instanceof SyntaxError) return '';
    throw error;
  }
}

const imageIn = (files: FileList | undefined | null): File | undefined =>
  [...(files ?? [])].find((file) => file.type.startsWith('image/'));

export default function VisualEditor({ id, source, onChange, listId }: VisualEditorProps) {
  const written = useRef(source);
  const [image, setImage] = useState<File | 'choose' | null>(null);
  const take = (files: FileList | undefined | null): boolean => {
    const file = imageIn(files);
    if (file !== undefined) setImage(file);
    return file !== undefined;
  };
  const editor = useEditor({
    extensions,
    content: documentOf(source),
    immediatelyRender: false,
    shouldRerenderOnTransaction: true,
    editorProps: {
      attributes: { id, role: 'textbox', 'aria-label': 'Message', 'aria-multiline': 'true' },
      handlePaste: (_view, event) => take(event.clipboardData?.files),
      handleDrop: (_view, event) => take(event.dataTransfer?.files),
    },
    onUpdate: ({ editor: changed }) => {
      written.current = JSON.stringify(changed.getJSON());
      onChange(written.current);
    },
  });
  const isReadOnly = useRight('campaigns:write') === 'lacks';
  useEffect(() => {
    editor?.setEditable(!isReadOnly, false);
  }, [editor, isReadOnly]);
  // Something else than the typing here changed it: a version, a template, another window.
  useEffect(() => {
    if (editor === null || source === written.current) return;
    written.current = source;
    editor.commands.setContent(documentOf(source) as object, { emitUpdate: false });
  }, [editor, source]);
  return (
    <>
      <RichTextEditor editor={editor} withTypographyStyles={false}>
        <Toolbar editor={editor} listId={listId} chooseImage={() => setImage('choose')} />
        <RichTextEditor.Content className={classes.sheet ?? ''} />
      </RichTextEditor>
      {image !== null && (
        <MediaDialog
          file={image === 'choose' ? null : image}
          close={() => setImage(null)}
          onChosen={({ url, alt, width }) => {
            setImage(null);
            editor
              ?.chain()
              .focus()
              .setImage({ src: url, alt, width: Math.min(552, width) })
              .run();
          }}
        />
      )}
    </>
  );
}

interface ToolbarProps {
  editor: Editor | null;
  listId: string | undefined;
  chooseImage: () => void;
}

function Toolbar({ editor, listId, chooseImage }: ToolbarProps) {
  return (
    <RichTextEditor.Toolbar>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.H1 />
        <RichTextEditor.H2 />
        <RichTextEditor.H3 />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.Bold />
        <RichTextEditor.Italic />
        <RichTextEditor.Underline />
        <RichTextEditor.ClearFormatting />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.BulletList />
        <RichTextEditor.OrderedList />
        <RichTextEditor.Blockquote />
        <RichTextEditor.Hr />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.AlignLeft />
        <RichTextEditor.AlignCenter />
        <RichTextEditor.AlignRight />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.Link />
        <RichTextEditor.Unlink />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <FieldControl editor={editor} listId={listId} />
        <ImageControl onClick={chooseImage} />
        <ButtonControl editor={editor} />
        <ColumnsControl editor={editor} />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.Undo />
        <RichTextEditor.Redo />
      </RichTextEditor.ControlsGroup>
    </RichTextEditor.Toolbar>
  );
}
