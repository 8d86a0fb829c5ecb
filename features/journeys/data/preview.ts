import type { AnySql } from '@/db/client';
import { readCompanySettings } from '@/features/access/data/company';
import type { Scope } from '@/features/access/types';
import { maskTraits } from '@/features/profiles/core/mask';
import { seenBy } from '@/features/profiles/data/restricted';
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

/** `profileId`: whose data is in it, null when it is nobody's. */
export type PersonalPreview = Preview & { profileId: string | null };

/**
 * A template as somebody would get it, with what this member of staff may see of them; for nobody in particular without a profile, or
 * with one that they may not see. Its links lead nowhere: nobody unsubscribes a person by trying them out.
 */
export async function previewFor(tx: AnySql, content: TemplateContent, profileId: string | null, scope: Scope): Promise<PersonalPreview> {
  const { personalData } = scope;
  const seen = [...(await seenBy(scope, profileId ? [profileId] : [], tx))];
  const [company, sender, known, flags, recipients] = await Promise.all([
    readCompanySettings(),
    readSenderRow(tx),
    knownTraits(tx),
    traitFlags(personalData),
    readRecipients(tx, seen),
  ]);
  const recipient = profileId ? recipients.get(profileId) : undefined;
  const reader: Reader = {
    profile: recipient ? maskTraits(recipient.traits, personalData, flags) : {},
    unsubscribeUrl: `${appUrl()}/unsubscribe/preview`,
    preferencesUrl: `${appUrl()}/preferences/preview`,
    company: { name: company.name, address: sender?.postalAddress ?? '' },
  };
  const preview = previewLetter(content, reader, footerWords(content.locale), new Set(known));
  return recipient ? { ...preview, profileId } : { ...preview, missing: [], profileId: null };
}
