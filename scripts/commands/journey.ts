/**
 * npm run -s journey -- --log FILE: the map and the report of a client journey from an event log, without a database.
 *
 * Order: arguments → the file's rows → events → analysis → the report to standard output or --report, the map to --map.
 * Exit code: 0 done, 2 wrong arguments or file.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { drawJourneyMap } from '../../adapter/src/insight/journeys/draw-journey-map.ts';
import { readJourney } from '../../adapter/src/insight/journeys/read-journey.ts';
import { writeJourneyReport } from '../../adapter/src/insight/journeys/write-journey-report.ts';
import { explainInsightError } from '../insight/explain-error.ts';
import { parseTablePath } from '../insight/parse-table-path.ts';
import { report, runMain } from '../report.ts';

const help = `Reads the event log of a process and reports how clients go through it (docs/INSIGHT.md).

  npm run -s journey -- --log FILE.csv|FILE.xlsx [--process NAME] [--goal STEP …]
      [--case COLUMN] [--step COLUMN] [--time COLUMN] [--map FILE.svg] [--report FILE.md] [--json]

--goal     the step that ends a way well; more than one may be named. Else the most frequent last step
--case …   columns of the log, where their names don't tell
--json     the figures instead of the report

Exit code: 0 done, 2 wrong arguments or file.
`;

await runMain((commandArguments) => run(commandArguments).catch(explainInsightError));

async function run(commandArguments: string[]): Promise<number> {
  const { values } = parseArgs({
    args: commandArguments,
    options: {
      log: { type: 'string' },
      process: { type: 'string' },
      goal: { type: 'string', multiple: true, default: [] },
      case: { type: 'string' },
      step: { type: 'string' },
      time: { type: 'string' },
      map: { type: 'string' },
      report: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const log = parseTablePath('log', values.log);
  const name = values.process ?? log.name;
  const query = { goals: values.goal, case: values.case, step: values.step, time: values.time };
  const read = await readJourney(await readFile(resolve(log.path)), log.format, query, Date.now());
  if (values.map !== undefined) {
    await writeFile(resolve(values.map), await drawJourneyMap(name, read.analysis));
    report(`the map is in ${values.map}`);
  }
  const text = writeJourneyReport({ process: name, problems: read.problems, analysis: read.analysis });
  if (values.report !== undefined) {
    await writeFile(resolve(values.report), text);
    report(`the report is in ${values.report}`);
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ problems: read.problems, analysis: read.analysis })}\n`);
  else if (values.report === undefined) process.stdout.write(text);
  return 0;
}
