/**
 * The consumer of the pact: what a bank's legacy system does with the REST adapter. It knows JSON and basic
 * authentication, nothing of protobuf, and reads only the fields it needs: the pact holds exactly these.
 */

export interface LegacyResult {
  readonly id: number;
  readonly text: string;
  readonly confidence: number;
  readonly source: 'model' | 'rules';
  readonly passed: boolean;
  readonly totalMs: number;
}

export interface LegacyFailure {
  readonly id: number;
  readonly kind: string;
  readonly field: string;
}

export interface LegacyRequest {
  readonly clients: readonly { readonly id: number; readonly features: Readonly<Record<string, unknown>> }[];
  readonly product: string;
  readonly channel: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface LegacyHistoryItem {
  readonly clientId: number;
  readonly product: string;
  readonly channel: string;
  readonly text: string;
  readonly askedAt: string;
}

/** The service refused: `kind` is the slug a legacy system keeps in its own log. */
export class LegacyError extends Error {
  readonly status: number;
  readonly kind: string;
  readonly field: string;
  readonly challenge: string;

  constructor(status: number, kind: string, field: string, message: string, challenge: string) {
    super(message);
    this.name = 'LegacyError';
    this.status = status;
    this.kind = kind;
    this.field = field;
    this.challenge = challenge;
  }
}

interface Body {
  readonly error?: { readonly kind: string; readonly field: string; readonly message: string };
  readonly results?: readonly ResultBody[];
  readonly items?: readonly ItemBody[];
  readonly alive?: boolean;
}

interface ResultBody {
  readonly id: number;
  readonly text: string;
  readonly confidence: number;
  readonly source: 'model' | 'rules';
  readonly verdict: { readonly passed: boolean };
  readonly timings: { readonly total_ms: number };
  readonly error?: { readonly kind: string; readonly field: string };
}

interface ItemBody {
  readonly client_id: number;
  readonly product: string;
  readonly channel: string;
  readonly asked_at: string;
  readonly answer: { readonly text: string };
}

export interface LegacyClient {
  /** One entry a client, in the order asked. @throws LegacyError. */
  generate(request: LegacyRequest): Promise<(LegacyResult | LegacyFailure)[]>;
  /** The last answer given for a client. @throws LegacyError. */
  lastAnswer(clientId: number): Promise<LegacyHistoryItem | null>;
  isAlive(): Promise<boolean>;
}

export function createLegacyClient(baseUrl: string, name: string, password: string): LegacyClient {
  const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

  async function ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Body> {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer = (await response.json()) as Body;
    if (response.ok) return answer;
    const { kind = '', field = '', message = '' } = answer.error ?? {};
    throw new LegacyError(response.status, kind, field, message, response.headers.get('www-authenticate') ?? '');
  }

  return {
    async generate(request) {
      const { results = [] } = await ask('POST', '/v1/generate', request);
      return results.map((result) =>
        result.error
          ? { id: result.id, kind: result.error.kind, field: result.error.field }
          : {
              id: result.id,
              text: result.text,
              confidence: result.confidence,
              source: result.source,
              passed: result.verdict.passed,
              totalMs: result.timings.total_ms,
            },
      );
    },
    async lastAnswer(clientId) {
      const { items = [] } = await ask('GET', `/v1/history?client_id=${clientId}&limit=1`);
      const [item] = items;
      if (!item) return null;
      return {
        clientId: item.client_id,
        product: item.product,
        channel: item.channel,
        text: item.answer.text,
        askedAt: item.asked_at,
      };
    },
    async isAlive() {
      return (await ask('GET', '/healthz')).alive === true;
    },
  };
}
