-- Up Migration
-- A text with the words that a search found between two characters that no text holds (U+FDD0 and U+FDD1). Signs are
-- replaced one by one as in words_of_text, so that places in the result are places in the text.
CREATE FUNCTION hits_of_text(text text, words text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT ts_headline('russian',
    translate(text, '«»„“”‘’—–…№•·₽−' || E'\u00A0\u2009\u202F\u2011\uFDD0\uFDD1', repeat(' ', 18) || '-  '),
    websearch_to_tsquery('russian', words),
    E'HighlightAll=true, StartSel="\uFDD0", StopSel="\uFDD1"')
$$;

-- Down Migration
DROP FUNCTION hits_of_text;
