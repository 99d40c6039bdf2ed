// More words on something for whoever rests the pointer on it. Made when they are wanted: a long table has hundreds that nobody asks for.
'use client';

import { Tooltip } from '@mantine/core';
import { cloneElement, type PointerEvent, type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';

const REST_MS = 300;

interface HintProps {
  words: () => ReactNode;
  /** An element of the page itself, not a component. */
  children: ReactElement<{
    onPointerEnter?: (event: PointerEvent<HTMLElement>) => void;
    onPointerLeave?: () => void;
    onPointerDown?: () => void;
  }>;
}

export function Hint({ words, children }: HintProps) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const leave = () => {
    window.clearTimeout(timer.current);
    setPlace(null);
  };
  return (
    <>
      {cloneElement(children, {
        onPointerEnter: ({ currentTarget, pointerType }) => {
          window.clearTimeout(timer.current);
          if (pointerType !== 'touch') timer.current = window.setTimeout(() => setPlace(currentTarget), REST_MS);
        },
        onPointerLeave: leave,
        onPointerDown: leave,
      })}
      {place !== null && <Tooltip opened label={words()} target={place} />}
    </>
  );
}
