// The bounce listener as the API offers it.
import type { BounceListening } from '@doorstep/contracts';
import { get } from './api';

export const bounceListener = () => get<BounceListening>('/v1/bounce-listener');
