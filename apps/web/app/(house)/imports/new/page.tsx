// The first step of an import: the file.
import type { Metadata } from 'next';
import { UploadPage } from '../../../../src/imports/upload-page';

export const metadata: Metadata = { title: 'New import' };

export default function Page() {
  return <UploadPage />;
}
