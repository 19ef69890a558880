/** The OpenAPI document of the running adapter, as a judge of real responses: ajv with JSON Schema 2020-12. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export interface QueryParameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: { readonly enum?: readonly unknown[] };
}

export interface DocumentedOperation {
  readonly parameters?: readonly QueryParameter[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

export interface OpenapiJson {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
}

export interface RealResponse {
  readonly method: string;
  /** As the document spells it. */
  readonly path: string;
  readonly status: number;
  /** Without parameters. */
  readonly type: string;
  readonly body: string;
}

export interface OpenapiJudge {
  /** @returns what the document does not allow in the response, or null. */
  judge(response: RealResponse): string | null;
  /** Against a schema of the document's components, for addresses that it cannot list (404). */
  judgeAgainst(schemaName: string, value: unknown): string | null;
}

const documentId = 'openapi.json';
const methods = ['get', 'put', 'post', 'delete', 'patch', 'options', 'head', 'trace'];

export async function fetchDocument(adapterUrl: string): Promise<OpenapiJson> {
  return (await (await fetch(`${adapterUrl}/openapi.json`)).json()) as OpenapiJson;
}

export function createJudge(document: OpenapiJson): OpenapiJudge {
  // `strict: false`: the document is a schema to ajv only where its pointers lead.
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, documentId);
  const compiled = new Map<string, ValidateFunction>();

  function check(pointer: string, value: unknown): string | null {
    let validate = compiled.get(pointer);
    if (!validate) {
      validate = ajv.compile({ $ref: `${documentId}#${pointer}` });
      compiled.set(pointer, validate);
    }
    return validate(value) ? null : ajv.errorsText(validate.errors, { separator: '; ' });
  }

  return {
    judge({ method, path, status, type, body }) {
      const name = method.toLowerCase();
      const operation = document.paths[path]?.[name];
      if (!operation) return `${method} ${path} is not in the document`;
      const content = operation.responses[status]?.content;
      if (!content) return `${method} ${path} documents no status ${status}: ${body.slice(0, 300)}`;
      if (!Object.hasOwn(content, type)) return `${method} ${path} documents no ${type} with status ${status}`;
      const pointer = `/paths/${pointerSegment(path)}/${name}/responses/${status}/content/${pointerSegment(type)}/schema`;
      for (const value of readValues(type, body)) {
        const wrong = check(pointer, value);
        if (wrong !== null) return `${method} ${path} ${status} ${type}: ${wrong}`;
      }
      return null;
    },
    judgeAgainst: (schemaName, value) => check(`/components/schemas/${pointerSegment(schemaName)}`, value),
  };
}

/** "GET /healthz" and so on. */
export function documentedOperations(document: OpenapiJson): string[] {
  return Object.entries(document.paths)
    .flatMap(([path, item]) =>
      Object.keys(item)
        .filter((key) => methods.includes(key))
        .map((key) => `${key.toUpperCase()} ${path}`),
    )
    .sort();
}

/** Streams are judged message by message. @throws SyntaxError for what is no JSON. */
function readValues(type: string, body: string): unknown[] {
  if (type === 'application/json') return [JSON.parse(body)];
  if (type === 'application/x-ndjson')
    return body
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  if (type === 'text/event-stream') return [...body.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1]!));
  return [body];
}

/** A segment of a JSON pointer inside a URI fragment. */
function pointerSegment(segment: string): string {
  return encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'));
}
