import type { Rendered, TemplateContent, TemplateFault } from '../types';
import { type FooterWords, faultsOf, type Reader, renderLetter, templateVariables } from './render-letter';

export type Preview = {
  letter: Rendered | null;
  faults: TemplateFault[];
  /** Traits that the template asks for and this person has not. */
  missing: string[];
  /** Variables that nobody has: misspelt, or never seen. */
  unknown: string[];
};

const OWN = new Set(['unsubscribe_url', 'preferences_url', 'company', 'company.name', 'company.address']);
const OF_PROFILE = 'profile.';

/** A template made out for one person, and what it asks for in vain. `known`: the traits there are. */
export function previewLetter(content: TemplateContent, reader: Reader, words: FooterWords, known: ReadonlySet<string>): Preview {
  const faults = faultsOf(content);
  if (faults.length > 0) return { letter: null, faults, missing: [], unknown: [] };
  const letter = renderLetter(content, reader, words);
  const variables = templateVariables(content);
  const traits = variables.filter((v) => v.startsWith(OF_PROFILE)).map((v) => v.slice(OF_PROFILE.length));
  const rootOf = (trait: string) => (known.has(trait) ? trait : (trait.split('.')[0] ?? ''));
  const unknownTraits = traits.filter((trait) => !known.has(rootOf(trait)));
  const missing = traits.filter((trait) => known.has(rootOf(trait)) && isEmpty(reader.profile, rootOf(trait)));
  const unknown = [
    ...unknownTraits.map((t) => OF_PROFILE + t),
    ...variables.filter((v) => !v.startsWith(OF_PROFILE) && v !== 'profile' && !OWN.has(v)),
  ];
  if ('field' in letter) return { letter: null, faults: [letter], missing, unknown };
  const { subject, html, text } = letter;
  return { letter: { subject, html, text }, faults: [], missing, unknown };
}

function isEmpty(profile: Reader['profile'], trait: string): boolean {
  const value = Object.hasOwn(profile, trait) ? profile[trait] : undefined;
  return value === undefined || value === null || value === '';
}
