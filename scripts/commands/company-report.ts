/**
 * npm run -s company-report -- --file FILE: the analysis of a company's financial statements, without a database.
 *
 * Exit code: 0 done, 2 wrong arguments or file.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readReport } from '../../adapter/src/insight/reports/read-report.ts';
import { type ReportUnit, reportUnits } from '../../adapter/src/insight/reports/report.ts';
import { writeCompanyReport } from '../../adapter/src/insight/reports/write-company-report.ts';
import { explainInsightError, UsageError } from '../insight/explain-error.ts';
import { parseTablePath } from '../insight/parse-table-path.ts';
import { runMain } from '../report.ts';

const help = `Reads the lines of a balance and of a profit and loss statement, and reports ratios, trends, problems and what
the bank can offer, with the arithmetic (docs/INSIGHT.md).

  npm run -s company-report -- --file FILE.csv|FILE.xlsx [--company NAME] [--unit rouble|thousand|million] [--json]

--unit     what the figures count; thousand by default, as forms have it
--json     the figures instead of the report

Exit code: 0 done, 2 wrong arguments or file.
`;

await runMain((commandArguments) => run(commandArguments).catch(explainInsightError));

async function run(commandArguments: string[]): Promise<number> {
  const { values } = parseArgs({
    args: commandArguments,
    options: {
      file: { type: 'string' },
      company: { type: 'string' },
      unit: { type: 'string', default: 'thousand' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const file = parseTablePath('file', values.file);
  if (!Object.hasOwn(reportUnits, values.unit)) throw new UsageError('--unit: must be rouble, thousand or million');
  const read = await readReport(await readFile(resolve(file.path)), file.format, values.unit as ReportUnit);
  const company = values.company ?? file.name;
  process.stdout.write(values.json ? `${JSON.stringify(read)}\n` : writeCompanyReport({ company, ...read }));
  return 0;
}
