// Numbers of equal stretches of time as small bars, with the same in words for who does not see them.
import classes from './sparkline.module.css';

const BAR = 8;
const HEIGHT = 24;

interface SparklineProps {
  /** Oldest first; the last one runs still. */
  values: readonly number[];
  /** Its accessible name: what is counted, and how it goes. */
  words: string;
  isLarge?: boolean;
}

export function Sparkline({ values, words, isLarge = false }: SparklineProps) {
  const most = Math.max(1, ...values);
  return (
    <svg
      className={isLarge ? classes.large : classes.small}
      viewBox={`0 0 ${values.length * BAR} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words}
    >
      {values.map((value, at) => {
        // What is more than nothing is seen, however little beside the largest.
        const height = value === 0 ? 0 : Math.max(2, (value / most) * (HEIGHT - 1));
        const place = { x: at * BAR + 1, y: HEIGHT - height, width: BAR - 2, height };
        // biome-ignore lint/suspicious/noArrayIndexKey: a week has no other name than its place.
        return <rect key={at} {...place} className={at === values.length - 1 ? classes.now : classes.bar} />;
      })}
    </svg>
  );
}
