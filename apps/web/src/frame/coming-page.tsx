// What stands in the frame while the answers of a page are on their way: a title and what is below it, in their usual sizes.
import { Skeleton, Stack } from '@mantine/core';

export function ComingPage() {
  return (
    <Stack gap="md" pt={16} aria-busy>
      <Skeleton height={24} width={200} />
      <Skeleton height={320} />
    </Stack>
  );
}
