import type { AnySql } from '@/db/client';
import { readCompanySettings } from '@/features/access/data/company';
import type { PersonalData } from '@/features/access/types';
import { maskTraits } from '@/features/profiles/core/mask';
import { traitFlags } from '@/features/profiles/data/trait-flags';
import { builtInTraits } from '@/features/segments/constants';
import { appUrl } from '@/lib/env';
import { footerWords } from '../core/footer-words';
import { type Preview, previewLetter } from '../core/preview';
import type { Reader } from '../core/render-letter';
import type { TemplateContent } from '../types';
import { readRecipients } from './recipients';
import { readSenderRow } from './sender';

/** The names of the traits that a template can read. */
export async function knownTraits(tx: AnySql): Promise<string[]> {
  const rows = await tx<{ name: string }[]>`select name from trait_definitions order by name limit 2000`;
  return [...new Set([...Object.keys(builtInTraits), 'currency', ...rows.map((row) => row.name)])];
}

/**
 * A template as somebody would get it, with what this member of staff may see of them; for nobody in particular without a profile. Its
 * links lead nowhere: nobody unsubscribes a person by trying them out.
 */
export async function previewFor(
  tx: AnySql,
  content: TemplateContent,
  profileId: string | null,
  personalData: PersonalData,
): Promise<Preview> {
  const [company, sender, known, flags, recipients] = await Promise.all([
    readCompanySettings(),
    readSenderRow(tx),
    knownTraits(tx),
    traitFlags(personalData),
    readRecipients(tx, profileId ? [profileId] : []),
  ]);
  const recipient = profileId ? recipients.get(profileId) : undefined;
  const reader: Reader = {
    profile: recipient ? maskTraits(recipient.traits, personalData, flags) : {},
    unsubscribeUrl: `${appUrl()}/unsubscribe/preview`,
    preferencesUrl: `${appUrl()}/preferences/preview`,
    company: { name: company.name, address: sender?.postalAddress ?? '' },
  };
  const preview = previewLetter(content, reader, footerWords(content.locale), new Set(known));
  return recipient ? preview : { ...preview, missing: [] };
}
