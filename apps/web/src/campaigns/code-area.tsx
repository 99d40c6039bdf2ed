// Where a template is written: plain text with numbered lines, so that a finding's line can be found.
'use client';

import { useRef } from 'react';
import classes from './code-area.module.css';

interface CodeAreaProps {
  id: string;
  label: string;
  value: string;
  placeholder: string;
  onChange: (value: string) => void;
  fault?: string | undefined;
}

/** More numbers than this are not drawn: the finding's link still leads to the line. */
const MAX_NUMBERED = 10_000;

export function CodeArea({ id, label, value, placeholder, onChange, fault }: CodeAreaProps) {
  const gutter = useRef<HTMLPreElement>(null);
  const lines = Math.min(value.split('\n').length, MAX_NUMBERED);
  const numbers = Array.from({ length: lines }, (_, index) => index + 1).join('\n');
  return (
    <>
      <div className={classes.frame}>
        <pre className={classes.gutter} ref={gutter} aria-hidden>
          {numbers}
        </pre>
        <textarea
          id={id}
          className={classes.area}
          aria-label={label}
          aria-invalid={fault !== undefined}
          spellCheck={false}
          autoCapitalize="off"
          wrap="off"
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
      {fault && (
        <div className={classes.fault} role="alert">
          {fault}
        </div>
      )}
    </>
  );
}
