/**
 * Writes the table of `fold_text` into the hand-written migration: `node scripts/run-ts.mjs scripts/entries/generate-folds.ts`, before a
 * release; after one, its statement goes into a migration of its own.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { foldedLetters } from '@/lib/fold-letters';

const FILE = 'db/migrations/0001_foundations.sql';
const BEGIN = '-- fold_text: begin';
const END = '-- fold_text: end';

const escaped = (text: string): string =>
  text.replace(/[^ !#-&(-[\]-~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const entries = Object.entries(foldedLetters()).map(([letter, folded]) => `"${escaped(letter)}":"${escaped(folded)}"`);

const statement = `${BEGIN}: text without regard to case and accents, by Unicode alone: no locale of the database has a say. Written by
-- scripts/entries/generate-folds.ts from lib/fold-letters.ts.
CREATE FUNCTION fold_text(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF value ~ '^[ -~]*$' COLLATE "C" THEN RETURN lower(value COLLATE "C"); END IF;
  RETURN (SELECT string_agg(coalesce('{${entries.join(',')}}'::jsonb ->> letter, letter), '' ORDER BY place)
    FROM unnest(string_to_array(normalize(value, NFC), NULL)) WITH ORDINALITY letters (letter, place));
END $$;--> statement-breakpoint
${END}`;

const text = readFileSync(FILE, 'utf8');
const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)];
if (before === -1 || after === -1) throw new Error(`${FILE} lacks the lines "${BEGIN}" and "${END}"`);
writeFileSync(FILE, text.slice(0, before) + statement + text.slice(after + END.length));
