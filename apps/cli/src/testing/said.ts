// What a command prints when it ends well.
import { expect, vi } from 'vitest';

export async function said(command: () => Promise<number>): Promise<string> {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    expect(await command()).toBe(0);
  } finally {
    spy.mockRestore();
  }
  return written.join('');
}
