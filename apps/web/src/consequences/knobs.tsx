// A number with its unit, bounded; an empty field keeps the last number until another is typed.
'use client';

import { NumberInput } from '@mantine/core';

interface NumberKnobProps {
  label: string;
  value: number;
  min: number;
  max: number;
  unit?: string;
  description?: string;
  isDisabled: boolean;
  set: (value: number) => void;
}

export function NumberKnob({ label, value, min, max, unit, description, isDisabled, set }: NumberKnobProps) {
  return (
    <NumberInput
      label={label}
      description={description}
      value={value}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="blur"
      suffix={unit === undefined ? '' : ` ${unit}`}
      disabled={isDisabled}
      onChange={(given) => typeof given === 'number' && given >= min && given <= max && set(given)}
      w={220}
      maw="100%"
    />
  );
}
