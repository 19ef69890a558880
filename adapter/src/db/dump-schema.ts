/**
 * The schema as text, from the catalogue: tables and views with columns, constraints, indexes and triggers in
 * alphabetical order. Compared with
 * migrations/schema.sql by a test, so that a review sees what a migration does to the whole. (pg_dump is not among the
 * embedded binaries.)
 */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from './database.ts';

const lineRow = z.object({ table_name: z.string(), line: z.string() });

export async function dumpSchema(database: Statements): Promise<string> {
  const rows = await database.any(sql.type(lineRow)`
    SELECT relation.relname::text AS table_name, 1 AS section, attribute.attnum AS place,
      '  ' || quote_ident(attribute.attname) || ' ' || format_type(attribute.atttypid, attribute.atttypmod)
        || CASE WHEN attribute.attnotnull THEN ' NOT NULL' ELSE '' END
        || coalesce(' DEFAULT ' || pg_get_expr(attribute_default.adbin, attribute_default.adrelid), '') AS line
    FROM pg_class AS relation
    JOIN pg_attribute AS attribute ON attribute.attrelid = relation.oid AND attribute.attnum > 0
      AND NOT attribute.attisdropped
    LEFT JOIN pg_attrdef AS attribute_default ON attribute_default.adrelid = relation.oid
      AND attribute_default.adnum = attribute.attnum
    WHERE relation.relnamespace = 'public'::regnamespace AND relation.relkind IN ('r', 'p', 'v')
    UNION ALL
    SELECT relation.relname::text, 2, row_number() OVER (ORDER BY pg_get_constraintdef(pg_constraint.oid)),
      '  ' || pg_get_constraintdef(pg_constraint.oid)
    FROM pg_constraint
    JOIN pg_class AS relation ON relation.oid = pg_constraint.conrelid
    WHERE pg_constraint.connamespace = 'public'::regnamespace AND pg_constraint.contype <> 'n'
    UNION ALL
    SELECT tablename::text, 3, row_number() OVER (ORDER BY indexname), '  ' || indexdef
    FROM pg_indexes
    WHERE schemaname = 'public'
    UNION ALL
    SELECT relation.relname::text, 4, row_number() OVER (ORDER BY pg_trigger.tgname),
      '  ' || pg_get_triggerdef(pg_trigger.oid)
    FROM pg_trigger
    JOIN pg_class AS relation ON relation.oid = pg_trigger.tgrelid
    WHERE relation.relnamespace = 'public'::regnamespace AND NOT pg_trigger.tgisinternal
    UNION ALL
    SELECT viewname::text, 5, 1, '  AS ' || regexp_replace(definition, '\\s+', ' ', 'g')
    FROM pg_views
    WHERE schemaname = 'public'
    ORDER BY table_name, section, place
  `);
  const tables = Map.groupBy(rows, (row) => row.table_name);
  const kindOf = (lines: readonly { line: string }[]) => (lines.at(-1)!.line.startsWith('  AS ') ? 'VIEW' : 'TABLE');
  return [...tables]
    .map(([table, lines]) => `${kindOf(lines)} ${table}\n${lines.map((row) => row.line).join('\n')}\n`)
    .join('\n');
}
