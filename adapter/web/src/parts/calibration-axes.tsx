/** The square that calibration is drawn in: shares on both axes, the diagonal on which both are the same. */
import type { ReactNode } from 'react';
import { formatPercent } from './format-number.ts';

const size = 380;
const margin = 66;
const inner = size - margin - 26;
const atX = (share: number) => margin + share * inner;
const atY = (share: number) => 12 + (1 - share) * inner;
const ticks = [0, 0.25, 0.5, 0.75, 1];
const text = { fontSize: 12, fill: 'var(--mantine-color-text)' };

export interface CalibrationAxesProps {
  /** What the drawing shows, for those who cannot see it. */
  readonly label: string;
  readonly titleX: string;
  readonly titleY: string;
  /** Draws the points, with the place of a share on either axis. */
  readonly children: (at: { x: (share: number) => number; y: (share: number) => number }) => ReactNode;
}

export function CalibrationAxes({ label, titleX, titleY, children }: CalibrationAxesProps) {
  return (
    <svg viewBox={`0 0 ${size} ${atY(0) + 50}`} role="img" aria-label={label} style={{ width: '100%', maxWidth: 460 }}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={atX(0)} x2={atX(1)} y1={atY(tick)} y2={atY(tick)} stroke="var(--mantine-color-default-border)" />
          <text x={margin - 6} y={atY(tick) + 4} textAnchor="end" {...text}>
            {formatPercent(tick)}
          </text>
          <text x={atX(tick)} y={atY(0) + 18} textAnchor="middle" {...text}>
            {formatPercent(tick)}
          </text>
        </g>
      ))}
      <line
        x1={atX(0)}
        y1={atY(0)}
        x2={atX(1)}
        y2={atY(1)}
        stroke="var(--mantine-color-dimmed)"
        strokeDasharray="5 5"
      />
      {children({ x: atX, y: atY })}
      <text x={atX(0.5)} y={atY(0) + 40} textAnchor="middle" {...text}>
        {titleX}
      </text>
      <text x={12} y={atY(0.5)} textAnchor="middle" transform={`rotate(-90 12 ${atY(0.5)})`} {...text}>
        {titleY}
      </text>
    </svg>
  );
}
