/** Schemas of columns that slonik gives in forms of its own. */
import { z } from 'zod';

/** int8 arrives as BigInt; our ids fit a number exactly. */
export const clientIdColumn = z.bigint().transform(Number);
/** timestamptz arrives as milliseconds since 1970. */
export const instantColumn = z.number();
