// Images of Doorstep: choose one, or upload one by choosing, dropping or pasting; its words are asked for at once.
'use client';

import type { Media } from '@doorstep/contracts';
import { Button, FileButton, Group, Modal, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { media } from '../client/content';
import { ProblemBox } from '../parts/problem-box';
import { useAction } from '../parts/use-action';
import classes from './media-dialog.module.css';

interface MediaDialogProps {
  /** Dropped or pasted already. */
  file: File | null;
  close: () => void;
  onChosen: (image: Media) => void;
}

const mediaKey = ['media'];

export function MediaDialog({ file, close, onChosen }: MediaDialogProps) {
  const [chosen, setChosen] = useState<Media | null>(null);
  const [alt, setAlt] = useState('');
  const all = useInfiniteQuery({
    queryKey: mediaKey,
    queryFn: ({ pageParam }) => media.page(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const choose = (image: Media) => {
    setChosen(image);
    setAlt(image.alt);
  };
  const upload = useAction({
    run: (picked: File) => media.upload(picked, ''),
    changes: [mediaKey],
    onDone: choose,
    isFaultShownInPlace: true,
  });
  const insert = useAction({
    run: (image: Media) => (image.alt === alt.trim() ? Promise.resolve(image) : media.describe(image.id, alt.trim())),
    changes: [mediaKey],
    onDone: onChosen,
    isFaultShownInPlace: true,
  });
  const begun = useRef(false);
  useEffect(() => {
    if (file === null || begun.current) return;
    begun.current = true;
    upload.mutate(file);
  }, [file, upload]);
  const images = all.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Modal opened onClose={close} title="Images" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen) insert.mutate(chosen);
        }}
        onPaste={(event) => {
          const pasted = event.clipboardData.files[0];
          if (pasted) upload.mutate(pasted);
        }}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          const dropped = event.dataTransfer.files[0];
          if (dropped) upload.mutate(dropped);
        }}
      >
        <Stack gap="md">
          <Group gap={12}>
            <FileButton
              accept="image/png,image/jpeg,image/gif,image/webp"
              onChange={(picked) => picked && upload.mutate(picked)}
            >
              {(props) => (
                <Button
                  {...props}
                  variant="default"
                  loading={upload.isPending}
                  leftSection={<Upload size={14} aria-hidden />}
                >
                  Upload an image
                </Button>
              )}
            </FileButton>
            <Text size="sm" c="dimmed">
              Or drop or paste one here. PNG, JPEG, GIF or WebP up to 5 MB; place and camera are taken out.
            </Text>
          </Group>
          {(upload.error ?? insert.error ?? all.error) && (
            <ProblemBox error={(upload.error ?? insert.error ?? all.error)!} />
          )}
          {all.isPending && <Skeleton height={120} />}
          {all.data && images.length === 0 && (
            <Text size="sm" c="dimmed">
              No images yet. What you upload is kept here, for every campaign.
            </Text>
          )}
          <fieldset className={classes.grid} aria-label="Uploaded images">
            {images.map((image) => (
              <button
                key={image.id}
                type="button"
                className={classes.image}
                aria-pressed={chosen?.id === image.id}
                aria-label={image.alt || image.name}
                onClick={() => choose(image)}
              >
                {/* biome-ignore lint/performance/noImgElement: uploaded images, of any size and kind. */}
                <img src={new URL(image.url).pathname} alt="" loading="lazy" />
              </button>
            ))}
          </fieldset>
          {all.hasNextPage && (
            <Button variant="default" onClick={() => void all.fetchNextPage()} loading={all.isFetchingNextPage}>
              More images
            </Button>
          )}
          {chosen && (
            <TextInput
              label="What it shows"
              description={`For readers who do not see it. ${chosen.name}, ${chosen.width} × ${chosen.height}`}
              value={alt}
              maxLength={500}
              onChange={(event) => setAlt(event.currentTarget.value)}
            />
          )}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={close}>
              Back
            </Button>
            <Button type="submit" disabled={chosen === null} loading={insert.isPending}>
              Insert the image
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
