/** A rate and its interval as a dot on a line from 0 to 100 %. The numbers stand beside it: it is for the eye alone. */
const width = 64;
const height = 14;
const middle = height / 2;

export function IntervalBar({ mean, low, high }: { mean: number; low: number; high: number }) {
  const at = (share: number) => 2 + share * (width - 4);
  return (
    <svg width={width} height={height} aria-hidden="true" style={{ flexShrink: 0 }}>
      <line x1={2} x2={width - 2} y1={middle} y2={middle} stroke="var(--mantine-color-default-border)" />
      <line
        x1={at(low)}
        x2={at(high)}
        y1={middle}
        y2={middle}
        stroke="var(--mantine-primary-color-filled)"
        strokeWidth={4}
        strokeLinecap="round"
        opacity={0.45}
      />
      <circle cx={at(mean)} cy={middle} r={4} fill="var(--mantine-primary-color-filled)" />
    </svg>
  );
}
