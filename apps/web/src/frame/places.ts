// The places of the house: the sidebar, the palette and the "g" keys read them from here.
import {
  Activity,
  AtSign,
  Ban,
  Filter,
  Gauge,
  Globe,
  Inbox,
  Layers,
  List,
  type LucideIcon,
  Mail,
  Repeat,
  Settings,
  Undo2,
  Upload,
  Users,
} from 'lucide-react';

export interface Place {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Second key after "g". */
  readonly key: string;
  /** What may wait there for a person, counted beside it. */
  readonly waits?: 'unmatched mail';
}

export interface PlaceGroup {
  readonly label: string | null;
  readonly places: readonly Place[];
}

export const placeGroups: readonly PlaceGroup[] = [
  { label: null, places: [{ href: '/', label: 'Overview', icon: Gauge, key: 'o' }] },
  { label: 'Send', places: [{ href: '/campaigns', label: 'Campaigns', icon: Mail, key: 'c' }] },
  {
    label: 'People',
    places: [
      { href: '/subscribers', label: 'Subscribers', icon: Users, key: 's' },
      { href: '/lists', label: 'Lists', icon: List, key: 'l' },
      { href: '/segments', label: 'Segments', icon: Filter, key: 'e' },
      { href: '/imports', label: 'Imports', icon: Upload, key: 'i' },
    ],
  },
  {
    label: 'Deliverability',
    places: [
      { href: '/deliverability', label: 'Deliverability', icon: Activity, key: 'p' },
      { href: '/chronic', label: 'Chronic bounces', icon: Repeat, key: 'h' },
      { href: '/suppressions', label: 'Suppressions', icon: Ban, key: 'x' },
      { href: '/sending-domains', label: 'Sending domains', icon: Globe, key: 'd' },
      { href: '/returned-mail', label: 'Returned mail', icon: Undo2, key: 'r', waits: 'unmatched mail' },
      { href: '/bounce-mailboxes', label: 'Bounce mailboxes', icon: Inbox, key: 'b' },
      { href: '/queue', label: 'Queue', icon: Layers, key: 'q' },
    ],
  },
];

export const settingsPlace: Place = { href: '/settings', label: 'Settings', icon: Settings, key: ',' };

/** In the palette and on the keys only: the header's search leads there from everywhere. */
const addressesPlace: Place = { href: '/addresses', label: 'Find an address', icon: AtSign, key: 'a' };

export const allPlaces: readonly Place[] = [
  ...placeGroups.flatMap((group) => group.places),
  addressesPlace,
  settingsPlace,
];

/** Whether a place is where one is: itself or something below it. */
export function isHere(place: Place, pathname: string): boolean {
  return place.href === '/' ? pathname === '/' : pathname === place.href || pathname.startsWith(`${place.href}/`);
}
