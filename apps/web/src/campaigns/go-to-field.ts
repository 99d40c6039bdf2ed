// From a finding to the place it speaks of: the field, and in a template the very line.

export const fieldId = (field: string): string => `field-${field}`;

/** Selects one line of a text area and brings it into sight. Lines count from 1; one past the end is the last. */
function selectLine(area: HTMLTextAreaElement, line: number): void {
  const lines = area.value.split('\n');
  const index = Math.min(Math.max(line, 1), lines.length) - 1;
  const start = lines.slice(0, index).reduce((length, text) => length + text.length + 1, 0);
  area.setSelectionRange(start, start + lines[index]!.length);
  const lineHeight = Number.parseFloat(getComputedStyle(area).lineHeight) || 20;
  area.scrollTop = Math.max(0, index * lineHeight - area.clientHeight / 3);
}

export function goToField(field: string, line: number | null): void {
  const element = document.getElementById(fieldId(field));
  if (element === null) return;
  element.scrollIntoView({ block: 'center' });
  element.focus({ preventScroll: true });
  if (line !== null && element instanceof HTMLTextAreaElement) selectLine(element, line);
}
