/**
 * An event log in the format of RetailRocket (timestamp, visitorid, event, itemid, transactionid) as typed arrays: 17 bytes
 * an event and one map entry a visitor, so that 2.8 million events take some 200 MB.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { limits } from '../../domain/limits.ts';
import { PropensityError } from '../table.ts';

export const eventKinds = ['view', 'addtocart', 'transaction'] as const;
export const columns = ['timestamp', 'visitorid', 'event', 'itemid', 'transactionid'] as const;

export interface EventLog {
  readonly visitorsCount: number;
  readonly length: number;
  /** Milliseconds since 1970. */
  readonly timestamps: Float64Array;
  /** Places of visitors, 0 … visitorsCount − 1, in order of appearance. */
  readonly visitors: Int32Array;
  /** Places in `eventKinds`. */
  readonly kinds: Uint8Array;
  readonly items: Int32Array;
}

/** @throws PropensityError */
export async function readEventLog(path: string): Promise<EventLog> {
  const file = basename(path);
  const found = await stat(path).catch((cause) => {
    throw new PropensityError(`${file} cannot be read`, { cause });
  });
  if (!found.isFile() || found.size === 0) throw new PropensityError(`${file} is empty or no file`);
  const builder = new EventLogBuilder(file);
  const parser = parse({
    bom: true,
    skip_empty_lines: true,
    max_record_size: 10_000,
    // Rows are taken as they are parsed: nothing is queued.
    on_record: (row: string[]) => {
      builder.take(row);
      return null;
    },
  });
  try {
    await pipeline(
      createReadStream(path, { highWaterMark: 1 << 18 }),
      parser,
      new Writable({ objectMode: true, write: (_, __, done) => done() }),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new PropensityError(`${file}, line ${error.lines ?? '?'}: not the five cells that the header has`);
  }
  return builder.finish();
}

class EventLogBuilder {
  private readonly file: string;
  private isHeaderRead = false;
  private length = 0;
  private timestamps = new Float64Array(1 << 16);
  private visitors = new Int32Array(1 << 16);
  private kinds = new Uint8Array(1 << 16);
  private items = new Int32Array(1 << 16);
  private readonly places = new Map<number, number>();

  constructor(file: string) {
    this.file = file;
  }

  take(row: readonly string[]): void {
    if (!this.isHeaderRead) {
      const names = row.map((name) => name.trim().toLowerCase());
      if (columns.some((name, index) => names[index] !== name)) {
        throw new PropensityError(`${this.file}: the header must be ${columns.join(',')}`);
      }
      this.isHeaderRead = true;
      return;
    }
    if (this.length === limits.propensityRowsMax) {
      throw new PropensityError(`${this.file} has more than ${limits.propensityRowsMax} events`);
    }
    if (this.length === this.items.length) this.grow();
    const kind = (eventKinds as readonly string[]).indexOf(row[2]!);
    if (kind < 0) throw this.refuse('event', `one of ${eventKinds.join(', ')}`);
    const visitor = this.parseWhole(row[1]!, 'visitorid', 2 ** 53);
    let place = this.places.get(visitor);
    if (place === undefined) {
      place = this.places.size;
      this.places.set(visitor, place);
    }
    this.timestamps[this.length] = this.parseWhole(row[0]!, 'timestamp', 8.64e15);
    this.visitors[this.length] = place;
    this.kinds[this.length] = kind;
    this.items[this.length] = this.parseWhole(row[3]!, 'itemid', 2 ** 31);
    this.length++;
  }

  private parseWhole(text: string, column: string, below: number): number {
    const value = text === '' ? Number.NaN : Number(text);
    if (!Number.isInteger(value) || value < 0 || value >= below) throw this.refuse(column, 'a whole number from 0');
    return value;
  }

  private refuse(column: string, limit: string): PropensityError {
    return new PropensityError(`${this.file}, line ${this.length + 2}: "${column}" must be ${limit}`);
  }

  private grow(): void {
    const twice = <Values extends Float64Array | Int32Array | Uint8Array>(longer: Values, values: Values) => {
      longer.set(values as never);
      return longer;
    };
    const size = this.items.length * 2;
    this.timestamps = twice(new Float64Array(size), this.timestamps);
    this.visitors = twice(new Int32Array(size), this.visitors);
    this.kinds = twice(new Uint8Array(size), this.kinds);
    this.items = twice(new Int32Array(size), this.items);
  }

  finish(): EventLog {
    if (this.length === 0) throw new PropensityError(`${this.file} holds no events`);
    return {
      visitorsCount: this.places.size,
      length: this.length,
      timestamps: this.timestamps.subarray(0, this.length),
      visitors: this.visitors.subarray(0, this.length),
      kinds: this.kinds.subarray(0, this.length),
      items: this.items.subarray(0, this.length),
    };
  }
}
