/** The part of OpenAPI 3.1 that build-openapi.ts writes and render-api-page.ts reads. */
export type JsonSchema = Record<string, unknown> & {
  readonly properties?: Record<string, JsonSchema>;
  readonly required?: readonly string[];
};

export interface OpenapiParameter {
  readonly name: string;
  readonly in: 'query' | 'header' | 'path';
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
}

export interface OpenapiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly security: readonly object[];
  readonly parameters?: readonly OpenapiParameter[];
  readonly requestBody?: { required: true; content: Record<string, { schema: JsonSchema; example: unknown }> };
  readonly responses: Record<string, OpenapiResponse>;
}

export interface OpenapiResponse {
  readonly description: string;
  readonly headers?: Record<string, object>;
  readonly content?: Record<string, { schema: JsonSchema }>;
}

export interface Openapi {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Record<string, Record<string, OpenapiOperation>>;
  readonly components: { readonly schemas: Record<string, JsonSchema>; readonly securitySchemes: object };
}
