// Who may do something, in words: for those who may not.
import { whoMay } from '@doorstep/contracts';
import { Text } from '@mantine/core';
import type { Right } from './may';

export function WhoMay({ scope, to }: Right) {
  return (
    <Text size="sm" c="dimmed" component="p" m={0} className="no-print" data-only-for={scope}>
      Only {whoMay([scope])} can {to}.
    </Text>
  );
}
