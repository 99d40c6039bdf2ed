// Whether the time of a campaign is being chosen: an address of its own, `?schedule=true` behind that of the campaign.
'use client';

import { parseAsBoolean, useQueryState } from 'nuqs';

export const useScheduleOpen = () => useQueryState('schedule', parseAsBoolean.withDefault(false));
