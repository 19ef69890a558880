/** One text, streamed as it is decided; and what a person asks for when it is to be another one. */
import type {
  ComposeDelta,
  ComposeFailed,
  ComposeFinal,
  ComposeStarted,
  RegenerationStep,
} from '../../../src/api/compose.ts';
import type { AnsweredClient, FailedClient } from '../../../src/api/generate-response.ts';
import { ApiError } from './api-error.ts';
import { openApi } from './call-api.ts';

export type { AnsweredClient, ComposeFinal, ComposeStarted, FailedClient, RegenerationStep };
export type Concern = NonNullable<AnsweredClient['concern']>;
export type FeatureValue = string | number;

export interface ComposeOrder {
  readonly client: {
    readonly id?: number;
    readonly features: Readonly<Record<string, FeatureValue>>;
    /** What the client said. */
    readonly concern_text?: string;
  };
  readonly product: string;
  readonly channel: string;
  readonly profile: 'strict' | 'law2025';
  readonly options: {
    readonly concern?: Concern;
    readonly policy: 'model_first' | 'rules_only';
    readonly temperature?: number;
    readonly seed?: number;
    readonly language: 'ru' | 'en';
    readonly approved_only: boolean;
  };
  readonly regeneration?: {
    readonly of: string;
    readonly steps: readonly RegenerationStep[];
    readonly comment: string;
  };
}

export interface ComposeListener {
  started(event: ComposeStarted): void;
  /** The next piece of the draft. */
  delta(text: string): void;
}

/**
 * @returns the end; what came before it is told to the listener.
 * @throws ApiError; DOMException AbortError after the signal.
 */
export async function composeText(
  order: ComposeOrder,
  listener: ComposeListener,
  signal: AbortSignal,
): Promise<ComposeFinal> {
  const response = await openApi('/v1/compose', { method: 'POST', body: order, signal });
  for await (const { name, data } of readEvents(response, signal)) {
    if (name === 'started') listener.started(data as ComposeStarted);
    if (name === 'delta') listener.delta((data as ComposeDelta).text);
    if (name === 'final') return data as ComposeFinal;
    if (name === 'failed') throw toError(data as ComposeFailed);
  }
  throw new ApiError(0, 'unreachable', 'the stream ended before the text');
}

function toError({ error, request_id: requestId }: ComposeFailed): ApiError {
  const { kind, message, field } = error;
  return new ApiError(503, kind, message, { field: field === '' ? null : field, requestId });
}

async function* readEvents(response: Response, signal: AbortSignal): AsyncGenerator<{ name: string; data: unknown }> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        if (signal.aborted) throw new DOMException('left', 'AbortError');
        throw error instanceof ApiError ? error : new ApiError(0, 'unreachable', 'the stream broke');
      });
      if (done) return;
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) yield parseEvent(block);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function parseEvent(block: string): { name: string; data: unknown } {
  const lines = block.split('\n');
  const after = (prefix: string) => lines.find((line) => line.startsWith(prefix))?.slice(prefix.length) ?? '';
  return { name: after('event: '), data: JSON.parse(after('data: ') || 'null') };
}
