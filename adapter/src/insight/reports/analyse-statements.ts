/** Statements → ratios, trends, findings. Pure; every figure comes with its arithmetic. */

import type { LineCode } from '../../api/insight-reports.ts';
import { computeRatios } from './compute-ratios.ts';
import { findFindings } from './find-findings.ts';
import { lineNames } from './line-names.ts';
import type { ReportAnalysis, Statements, Trend } from './report.ts';

const trendCodes: readonly LineCode[] = [
  '2110',
  '2100',
  '2200',
  '2400',
  '1600',
  '1300',
  '1230',
  '1210',
  '1250',
  '1410',
  '1510',
];

export function analyseStatements(statements: Statements): ReportAnalysis {
  const yearShares = statements.periods.map(findYearShare);
  const ratios = computeRatios(statements, yearShares);
  const findings = findFindings({ statements, ratios, yearShares });
  return { statements, ratios, trends: findTrends(statements), findings };
}

/**
 * Forms report from the year's beginning: "2025 Q2" and "30.06.2025" hold half a year of revenue, a year alone a whole
 * one.
 */
export function findYearShare(period: string): number {
  const quarter = /([1-4])\s*(?:кв|q)|(?:кв|q)\.?\s*([1-4])/i.exec(period);
  if (quarter) return Number(quarter[1] ?? quarter[2]) / 4;
  const date = /\d{1,2}\.(\d{1,2})\.(?:19|20)\d{2}|(?:19|20)\d{2}-(\d{2})/.exec(period);
  const month = Number(date?.[1] ?? date?.[2] ?? 12);
  return month >= 1 && month <= 12 ? month / 12 : 1;
}

function findTrends({ lines }: Statements): Trend[] {
  if (lines.length < 2) return [];
  return trendCodes.flatMap((code) => {
    const [first, last] = [lines[0]![code], lines.at(-1)![code]];
    if (first === undefined || last === undefined) return [];
    return [
      { code, name: lineNames[code].name, first, last, change: first === 0 ? null : (last - first) / Math.abs(first) },
    ];
  });
}
