// The cache keys of segments, and what is asked for them.
import { segments } from '../client/segments';

export const segmentsKey = ['segments'] as const;

export const segmentsQuestion = { queryKey: [...segmentsKey, 'page'], load: segments.page };

/** All of them, for pickers and names. */
export const allSegmentsQuestion = { queryKey: [...segmentsKey, 'all'], queryFn: () => segments.page() };
