/** The OpenAPI document as one HTML page without scripts: it works offline and in a text browser. */
import type { JsonSchema, Openapi, OpenapiOperation } from './openapi-types.ts';

const style = `
  :root { color-scheme: light dark; --line: #8884; --soft: #8881; --accent: #0a6cff; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 1.5rem; }
  h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); } h3 { margin-top: 1.8rem; }
  code, pre { font: 14px/1.45 ui-monospace, monospace; } pre { background: var(--soft); padding: .8rem; overflow: auto; }
  table { border-collapse: collapse; width: 100%; display: block; overflow-x: auto; }
  td, th { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
  .method { background: var(--accent); color: #fff; border-radius: .3rem; padding: .1rem .5rem; font-size: .85rem; }
  a { color: var(--accent); }
`;

export function renderApiPage(openapi: Openapi): string {
  const operations = Object.entries(openapi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const contents = operations
    .map(
      ({ path, method, operation }) => `<li><a href="#${operation.operationId}">${method} ${escapeHtml(path)}</a></li>`,
    )
    .join('');
  const schemas = Object.entries(openapi.components.schemas);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(openapi.info.title)} API</title>
<style>${style}</style>
<h1>${escapeHtml(openapi.info.title)} API</h1>
<p>${formatText(openapi.info.description)}</p>
<p>Machine-readable: <a href="/openapi.json">/openapi.json</a></p>
<ul>${contents}</ul>
${operations.map(renderOperation).join('\n')}
<h2 id="schemas">Schemas</h2>
${schemas.map(([id, schema]) => renderSchema(id, schema)).join('\n')}
</html>
`;
}

interface Shown {
  readonly path: string;
  readonly method: string;
  readonly operation: OpenapiOperation;
}

function renderOperation({ path, method, operation }: Shown): string {
  const parameters = (operation.parameters ?? []).map(
    (parameter) =>
      `<tr><td><code>${escapeHtml(parameter.name)}</code> (${parameter.in})</td><td>${describeType(parameter.schema)}</td>` +
      `<td>${formatText(parameter.description)}</td></tr>`,
  );
  const responses = Object.entries(operation.responses).map(([status, response]) => {
    const types = Object.entries(response.content ?? {}).map(
      ([type, { schema }]) => `<code>${escapeHtml(type)}</code>: ${describeType(schema)}`,
    );
    return `<tr><td>${status}</td><td>${formatText(response.description)}</td><td>${types.join('<br>')}</td></tr>`;
  });
  return `<h2 id="${operation.operationId}"><span class="method">${method}</span> <code>${escapeHtml(path)}</code></h2>
<p><strong>${escapeHtml(operation.summary)}.</strong> ${formatText(operation.description)}
${operation.security.length === 0 ? 'No sign-in needed.' : 'Basic authentication.'}</p>
${renderExample(path, operation)}
${table(['Parameter', 'Type', 'Meaning'], parameters)}
${table(['Status', 'Meaning', 'Body'], responses)}`;
}

function renderExample(path: string, operation: OpenapiOperation): string {
  const content = operation.requestBody?.content['application/json'];
  if (content === undefined) return '';
  const body = JSON.stringify(content.example, null, 2);
  const command = `curl -u NAME:PASSWORD http://localhost:8080${path} -H 'Content-Type: application/json' -d '${body}'`;
  return `<p>Body: ${describeType(content.schema)}</p><pre>${escapeHtml(command)}</pre>`;
}

function renderSchema(id: string, schema: JsonSchema): string {
  const description = typeof schema.description === 'string' ? `<p>${formatText(schema.description)}</p>` : '';
  const heading = `<h3 id="schema-${id}">${id}</h3>${description}`;
  if (schema.properties === undefined) return `${heading}<p>${describeType(schema)}</p>`;
  const rows = Object.entries(schema.properties).map(([name, property]) => {
    const needed = schema.required?.includes(name) ? '' : ' (optional)';
    const meaning = typeof property.description === 'string' ? formatText(property.description) : '';
    return `<tr><td><code>${escapeHtml(name)}</code>${needed}</td><td>${describeType(property)}</td><td>${meaning}</td></tr>`;
  });
  return heading + table(['Field', 'Type', 'Meaning'], rows);
}

/** A schema in words, with links to the named ones. */
function describeType(schema: JsonSchema): string {
  if (typeof schema.$ref === 'string') {
    const id = schema.$ref.split('/').at(-1)!;
    return `<a href="#schema-${id}">${id}</a>`;
  }
  const branches = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined;
  if (branches !== undefined) return branches.map(describeType).join(' or ');
  if (Array.isArray(schema.enum))
    return schema.enum.map((value) => `<code>${escapeHtml(String(value))}</code>`).join(', ');
  if (schema.const !== undefined) return `<code>${escapeHtml(JSON.stringify(schema.const))}</code>`;
  if (schema.type === 'array')
    return `list of ${describeType((schema.items ?? {}) as JsonSchema)}${describeBounds(schema)}`;
  if (schema.type === 'object' && schema.properties !== undefined) {
    const fields = Object.entries(schema.properties).map(
      ([name, property]) => `<code>${escapeHtml(name)}</code>: ${describeType(property)}`,
    );
    return `{ ${fields.join(', ')} }`;
  }
  return escapeHtml(String(schema.type ?? 'any')) + describeBounds(schema);
}

const bounds: readonly (readonly [string, string])[] = [
  ['minimum', '≥ '],
  ['maximum', '≤ '],
  ['minLength', 'characters ≥ '],
  ['maxLength', 'characters ≤ '],
  ['minItems', 'items ≥ '],
  ['maxItems', 'items ≤ '],
  ['default', 'default '],
];

function describeBounds(schema: JsonSchema): string {
  const words = bounds.flatMap(([key, word]) => (schema[key] === undefined ? [] : [word + String(schema[key])]));
  return words.length === 0 ? '' : ` (${escapeHtml(words.join(', '))})`;
}

function table(headings: readonly string[], rows: readonly string[]): string {
  if (rows.length === 0) return '';
  return `<table><tr>${headings.map((heading) => `<th>${heading}</th>`).join('')}</tr>${rows.join('')}</table>`;
}

/** Escapes, and turns `code` into code. */
function formatText(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char]!);
}
