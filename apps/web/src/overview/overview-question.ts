// What the overview asks for.
import { overview } from '../client/deliverability';

export const overviewQuestion = (days: '7' | '28') => ({
  queryKey: ['overview', days],
  queryFn: () => overview(days),
});
