// The people an incident is about, a page at a time, with what their server said.
'use client';

import { Button, Text } from '@mantine/core';
import { siteFloods } from '../client/consequences';
import { usePages } from '../client/use-pages';
import classes from '../consequences/consequences.module.css';
import { floodsKey } from '../consequences/consequences-key';
import { AddressLink } from '../parts/address-link';
import { ProblemBox } from '../parts/problem-box';

export function HeldPeople({ floodId }: { floodId: string }) {
  const list = usePages([...floodsKey, floodId, 'people'], (cursor) => siteFloods.people(floodId, cursor));
  if (list.rows === undefined) return list.error ? <ProblemBox error={list.error} again={list.again} /> : null;
  return (
    <>
      <ul className={classes.people} aria-label="People whose failure is held">
        {list.rows.map((person) => (
          <li key={person.id}>
            <AddressLink address={person.address} />
            {person.reply && (
              <Text component="span" size="xs" c="dimmed" className="mono">
                {' '}
                {person.reply.slice(0, 200)}
              </Text>
            )}
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <div>
          <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
