// The join of an acceptance with the report that takes it back.
import { describe, expect, it } from 'vitest';
import { handoverOf } from './handover.js';

const acceptedAt = new Date('2026-11-24T10:02:00Z');
const receivedAt = new Date('2026-11-24T13:20:00Z');
const delivery = { acceptedAt, acceptedBy: 'mx1.firm.example', acceptReply: '2.0.0 Ok: queued as 4F3A21B7C0' };
const report = { writtenAt: new Date('2026-11-24T13:14:00Z'), remoteQueueId: '4f3a21b7c0', original: null };

describe('handoverOf', () => {
  it('joins by the queue id, and counts by the time the report was written', () => {
    expect(handoverOf(report, delivery, receivedAt)).toMatchObject({
      queueId: '4F3A21B7C0',
      host: 'mx1.firm.example',
      isSameQueueId: true,
      isByReportClock: true,
      givenBackAt: '2026-11-24T13:14:00.000Z',
      seconds: 3 * 3600 + 12 * 60,
    });
  });

  it('finds the queue id among those the returned original went through', () => {
    const way = { deliveredTo: [], forwardedTo: [], queueIds: ['A1', '4F3A21B7C0'], forwarder: null };
    const original = { messageId: null, to: [], subject: null, way };
    expect(handoverOf({ ...report, remoteQueueId: null, original }, delivery, receivedAt)?.isSameQueueId).toBe(true);
    expect(handoverOf({ ...report, remoteQueueId: 'B2' }, delivery, receivedAt)?.isSameQueueId).toBe(false);
  });

  it.each([
    ['before the acceptance', '2026-11-24T09:00:00Z'],
    ['in the future', '2026-11-25T00:00:00Z'],
  ])('does not believe a clock that says %s', (_, writtenAt) => {
    expect(handoverOf({ ...report, writtenAt: new Date(writtenAt) }, delivery, receivedAt)).toMatchObject({
      isByReportClock: false,
      seconds: 3 * 3600 + 18 * 60,
    });
  });

  it('never counts below zero, and knows no handover where nobody accepted', () => {
    expect(
      handoverOf({ ...report, writtenAt: new Date(acceptedAt.getTime() - 60_000) }, delivery, receivedAt)?.seconds,
    ).toBe(0);
    expect(handoverOf(report, { ...delivery, acceptedAt: null }, receivedAt)).toBeNull();
  });
});
