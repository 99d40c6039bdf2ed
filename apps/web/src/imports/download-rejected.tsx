// The error file: rows that did not come in, with line, problem and suggested fix beside the columns of the file.
import type { Import } from '@doorstep/contracts';
import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { imports } from '../client/imports';

export function DownloadRejected({ run }: { run: Import }) {
  return (
    <Button
      component="a"
      href={imports.rejectedUrl(run.id)}
      download
      variant="default"
      leftSection={<Download size={14} aria-hidden />}
    >
      Download these rows
    </Button>
  );
}
