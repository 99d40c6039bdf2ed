// Deliveries that may still leave: of these the gate that holds them is told.
import type { DeliveryState } from '@doorstep/contracts';

export const openStates: ReadonlySet<DeliveryState> = new Set(['planned', 'due', 'deferred', 'sending']);
