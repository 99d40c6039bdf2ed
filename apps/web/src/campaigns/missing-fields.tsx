// Who has nothing in a field that the message uses, and what they see instead.
'use client';

import { useQuery } from '@tanstack/react-query';
import { content } from '../client/content';
import { counted } from '../parts/numbers';
import { ToneIcon } from '../parts/status';
import { campaignKey } from './campaigns-key';
import classes from './preview.module.css';

export function MissingFields({ id, savedAt }: { id: string; savedAt: string }) {
  const missing = useQuery({
    queryKey: [...campaignKey(id), 'missing-fields', savedAt],
    queryFn: () => content.missing(id),
    staleTime: 60_000,
    placeholderData: (known) => known,
  });
  if (!missing.data?.fields.length) return null;
  return (
    <ul className={classes.missing} aria-label="Fields that are missing">
      {missing.data.fields.map(({ name, people, fallback }) => (
        <li key={name}>
          <ToneIcon tone={fallback === null ? 'warn' : 'good'} size={16} />
          <span>
            {counted(people, 'person has', 'people have')} no {name};{' '}
            {fallback === null ? 'they will see nothing there.' : `they will see “${fallback}”.`}
          </span>
        </li>
      ))}
    </ul>
  );
}
