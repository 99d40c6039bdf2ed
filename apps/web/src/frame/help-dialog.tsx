// The keys, the places they lead to, and the words of the house.
'use client';

import { Kbd, Modal, Stack, Switch, Table, Text, Title } from '@mantine/core';
import { deliveryOrder, deliveryWords } from '../parts/words';
import { allPlaces } from './places';

interface HelpDialogProps {
  hasKeys: boolean;
  setHasKeys: (hasKeys: boolean) => void;
  close: () => void;
}

export function HelpDialog({ hasKeys, setHasKeys, close }: HelpDialogProps) {
  return (
    <Modal opened onClose={close} title="Help" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <Text size="sm">
          Press <Kbd>Ctrl</Kbd> + <Kbd>K</Kbd> (<Kbd>⌘</Kbd> + <Kbd>K</Kbd>) on any page and paste an address to read
          why its mail does not arrive.
        </Text>
        <Switch
          checked={hasKeys}
          onChange={(event) => setHasKeys(event.currentTarget.checked)}
          label="Single keys: ? for help, / to search, g then a letter to go somewhere; j k and letters in lists"
        />
        <div>
          <Title order={3}>Go somewhere</Title>
          <Table>
            <Table.Tbody>
              {allPlaces.map((place) => (
                <Table.Tr key={place.href}>
                  <Table.Td py={4} w={96}>
                    <Kbd size="xs">g</Kbd> <Kbd size="xs">{place.key}</Kbd>
                  </Table.Td>
                  <Table.Td py={4}>{place.label}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
        <div>
          <Title order={3}>What the words mean</Title>
          <Table>
            <Table.Tbody>
              {deliveryOrder.map((state) => (
                <Table.Tr key={state}>
                  <Table.Td py={4} w={180}>
                    {deliveryWords[state].label}
                  </Table.Td>
                  <Table.Td py={4}>{deliveryWords[state].meaning}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </Stack>
    </Modal>
  );
}
