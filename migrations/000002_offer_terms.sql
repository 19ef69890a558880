-- Up Migration
CREATE TABLE offer_terms (
  product_code text NOT NULL,
  version text NOT NULL CHECK (length(version) BETWEEN 1 AND 64),
  -- Who provides the service (38-FZ art. 28 p. 1): the bank, or the insurer of an insurance product
  legal_name text NOT NULL CHECK (length(legal_name) BETWEEN 1 AND 300),
  licence text NOT NULL DEFAULT '' CHECK (length(licence) <= 300),
  full_terms text NOT NULL DEFAULT '' CHECK (length(full_terms) <= 3000),
  url text NOT NULL DEFAULT '' CHECK (length(url) <= 300),
  erid text NOT NULL DEFAULT '' CHECK (length(erid) <= 100),
  effective_from date NOT NULL,
  -- Exclusive; null: until further notice
  effective_to date,
  -- Made up for trying the service: to be replaced before a text goes to a client
  is_sample boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (product_code, version),
  UNIQUE (product_code, effective_from),
  CHECK (effective_to IS NULL OR effective_to > effective_from)
);
COMMENT ON TABLE offer_terms IS 'Offer catalogue: dated terms of products';

-- Sample terms. The insurer is invented on purpose: an insurance text must name the insurer, not the bank.
INSERT INTO offer_terms (product_code, version, legal_name, licence, url, effective_from, is_sample)
SELECT code, 'sample-1', 'Банк ГПБ (АО)', 'Генеральная лицензия Банка России № 354', 'https://www.gazprombank.ru/',
  DATE '2026-01-01', true
FROM unnest(ARRAY['ПК', 'TOPUP', 'REFIN', 'CC', 'AUTO', 'AUTO_SCR', 'MORTG', 'MORTG_REFIN', 'MORTG_SCR', 'DEPOSIT',
  'SAVE_ACC', 'DC', 'PREMIUM', 'INVEST', 'TRUST', 'OMS', 'IZP', 'CURR_EXC']) AS code
UNION ALL
SELECT code, 'sample-1', 'ООО «Образец-Страхование»', '', '', DATE '2026-01-01', true
FROM unnest(ARRAY['ISG', 'NSG', 'INS_LIFE', 'INS_PROPERTY']) AS code;

-- Down Migration
DROP TABLE offer_terms;
