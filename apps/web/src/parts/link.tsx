// A link inside the house. Nothing is fetched ahead: each page is made per request, so that fetching fifty of them ahead
// only holds up the answers the reader waits for.
import NextLink from 'next/link';
import type { ComponentProps } from 'react';

export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
