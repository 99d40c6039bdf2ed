// Uploads of this browser that broke off: choosing the same file again goes on where it was.
'use client';

import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { forgetUnfinished, type UnfinishedUpload, unfinishedUploads } from '../client/tus-browser';
import { size } from '../parts/numbers';

export function UnfinishedUploads() {
  const [found, setFound] = useState<UnfinishedUpload[]>([]);
  // Read after the first paint: the server does not know what this browser remembers.
  useEffect(() => setFound(unfinishedUploads()), []);
  return found.map((upload) => (
    <Paper key={`${upload.fileName} ${upload.sizeBytes}`} withBorder p="md">
      <Group justify="space-between" gap={8}>
        <Stack gap={4}>
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            The upload of “{upload.fileName}” broke off at {size(upload.sentBytes)} of {size(upload.sizeBytes)}
          </Text>
          <Text size="sm" c="dimmed">
            Choose the same file below, and it goes on from there.
          </Text>
        </Stack>
        <Button
          variant="default"
          onClick={() => {
            forgetUnfinished(upload);
            setFound(unfinishedUploads());
          }}
        >
          Forget it
        </Button>
      </Group>
    </Paper>
  ));
}
