// What is known of an image once it was read.

export interface ReadImage {
  readonly mime: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  readonly width: number;
  readonly height: number;
  /** Without place, camera and notes; turned as before. */
  readonly clean: Uint8Array;
}
