// The types of custom fields in words.
import type { FieldType } from '@doorstep/contracts';

export const typeWords: Readonly<Record<FieldType, string>> = {
  text: 'Text',
  number: 'Number',
  date: 'Date',
  boolean: 'Yes or no',
  choice: 'One of some choices',
};
