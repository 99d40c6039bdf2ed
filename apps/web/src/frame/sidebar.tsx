// The sidebar: three groups of places, settings at the foot.
'use client';

import { usePathname } from 'next/navigation';
import { Link } from '../parts/link';
import { UnmatchedCount } from '../returned-mail/unmatched-count';
import classes from './frame.module.css';
import { Mark } from './mark';
import { isHere, type Place, placeGroups, settingsPlace } from './places';

function PlaceLink({ place, onGo }: { place: Place; onGo: () => void }) {
  const pathname = usePathname();
  const Icon = place.icon;
  return (
    <Link
      href={place.href}
      className={classes.place}
      aria-current={isHere(place, pathname) ? 'page' : undefined}
      onClick={onGo}
    >
      <Icon size={16} strokeWidth={1.5} aria-hidden />
      {place.label}
      {place.waits && <UnmatchedCount />}
    </Link>
  );
}

export function Sidebar({ onGo }: { onGo: () => void }) {
  return (
    <>
      <Link href="/" className={classes.brand} onClick={onGo}>
        <Mark />
        Doorstep
      </Link>
      {placeGroups.map((group) => (
        <div key={group.label ?? 'top'}>
          {group.label && <div className={classes.group}>{group.label}</div>}
          <ul className={classes.places}>
            {group.places.map((place) => (
              <li key={place.href}>
                <PlaceLink place={place} onGo={onGo} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      <div className={classes.push}>
        <PlaceLink place={settingsPlace} onGo={onGo} />
      </div>
    </>
  );
}
