/** What `campaign --help` prints. */
import { limits } from '../limits.ts';
import { campaignLimits } from './campaign-limits.ts';

export const helpText = `Writes a text for every client of a file: one product, one channel.

  npm run -s campaign -- --clients FILE --product CODE --channel CODE --out FILE [options]

Required
  --clients FILE          clients, .xlsx or .csv: a header row that names features, then a row a client. A column "id"
                          or "client_id" gives the client's integer id; without one the id is the row number from 1.
                          Columns consent, do_not_disturb, credit_self_ban say whether the client may be contacted.
                          CSV: comma or semicolon, UTF-8 or Windows-1251, told by itself. At most ${campaignLimits.csvRowsMax} rows
                          (.xlsx: ${campaignLimits.xlsxRowsMax}).
  --product CODE          product code, for example CC
  --channel CODE          channel code, for example SMS
  --out FILE              texts, .xlsx, .csv or .jsonl: a row a client, in the order of the file of clients

Options
  --limit N               only the first N rows
  --seed N                0 to ${campaignLimits.seedMax}; without it one is chosen and kept with the campaign
  --profile NAME          strict (default: not one number in a text) or law2025 (complete terms of the catalogue)
  --concern NAME          finance, efficiency, purchase or support; without it each client's signals decide
  --policy NAME           model_first (default) or rules_only (the model is not asked)
  --approved-only         approved threads and sentences of the copybook only
  --temperature X         0 to ${campaignLimits.temperatureMax}
  --language NAME         ru (default) or en: verdicts and reasons
  --answer-within-ms N    ${limits.answerWithinMsMin} to ${limits.answerWithinMsMax} (default), for one text
  --concurrency N         clients in flight, 1 to ${campaignLimits.concurrencyMax}; by default the server's
                          slots and one more, fewer while the model runs out of time
  --summary FILE.json     writes the summary there too
  --fresh                 starts anew, even if this campaign is finished or half done
  --help                  this page

Stop it when you like (Ctrl-C): the same command goes on where it stopped. A finished campaign run again writes its file
from the store, without asking the model. In CSV, text that a spreadsheet would take for a formula gets a leading '.

Exit code: 0 done, 1 could not finish (the same command goes on), 2 wrong arguments or files, 130 stopped by Ctrl-C.
`;
