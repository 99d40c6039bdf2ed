// A lane's name in maps and sets of this process.
import type { LaneKey } from '@doorstep/database';

export const laneName = ({ siteId, sourceId }: LaneKey): string => `${siteId} ${sourceId}`;
