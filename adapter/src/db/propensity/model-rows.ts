/** What all statements about propensity models select, and as what it comes out. */
import { sql } from 'slonik';
import { z } from 'zod';
import { instantColumn } from '../row-types.ts';

export const modelRow = {
  id: z.string(),
  created_at: instantColumn,
  created_by: z.string(),
  sha256: z.string(),
  title: z.string(),
  product: z.string().nullable(),
  active: z.boolean(),
};

export const modelColumns = sql.fragment`
  propensity_models.id, propensity_models.created_at, users.name AS created_by, propensity_models.sha256,
  propensity_models.title, propensity_models.product_code AS product,
  COALESCE(activation.model_id = propensity_models.id, false) AS active`;

/** The last activation of the model's product says whether it is this one. */
export const modelTables = sql.fragment`
  propensity_models
  JOIN users ON users.id = propensity_models.created_by
  LEFT JOIN LATERAL (
    SELECT model_id FROM propensity_activations
    WHERE propensity_activations.product_code = propensity_models.product_code
    ORDER BY propensity_activations.id DESC
    LIMIT 1
  ) AS activation ON true`;
