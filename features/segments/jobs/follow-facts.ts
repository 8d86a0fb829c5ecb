import { sql } from '@/db/client';
import { defineSubscriber } from '@/db/jobs';
import { dependenciesOf } from '../computed/core/dependencies';
import { loadComputed } from '../computed/data/load-computed';
import { enqueueLevel } from '../computed/mutations/definition';
import { zoneDependencies } from '../conditions/zone';
import { enqueueEvaluation } from '../mutations/definition';
import { touchProfiles } from '../mutations/touch-profiles';

/**
 * A staff edit, a manual merge or split: the profiles are evaluated again under their locks. Without dependencies the segments have been
 * asked already, and nobody is locked for it.
 */
export const profilesChanged = defineSubscriber({
  name: 'segments.profiles-changed',
  on: 'profiles.changed',
  handle: async ({ profileIds, dependencies, cause }) => {
    if (dependencies.length === 0) return;
    await touchProfiles(sql(), { profileIds, dependencies: new Set(dependencies), cause });
  },
});

export const consentChanged = defineSubscriber({
  name: 'segments.consent-changed',
  on: 'consent.changed',
  handle: async ({ profileIds, purpose, channel }) => {
    await touchProfiles(sql(), { profileIds, dependencies: new Set([`consent:${purpose}/${channel}`]), cause: 'consent' });
  },
});

/** Who is restricted leaves every segment at once and comes back when that is lifted; an objection moves what rests on consent. */
export const restrictionsChanged = defineSubscriber({
  name: 'segments.restrictions-changed',
  on: 'restrictions.changed',
  handle: async ({ profileIds }) => {
    await touchProfiles(sql(), { profileIds, dependencies: new Set(['*']), cause: 'consent' });
  },
});

/** A purpose's own rules changed (mode, validity, archived): everybody's answer may have. */
export const purposeChanged = defineSubscriber({
  name: 'segments.purpose-changed',
  on: 'purposes.changed',
  handle: async ({ purpose }) => {
    await sql().begin(async (tx) => {
      const rows = await tx<{ id: string }[]>`
        select distinct s.id from segments s join segment_dependencies d on d.segment_id = s.id
        where s.status = 'active' and starts_with(d.depends_on, ${`consent:${purpose}/`})`;
      for (const { id } of rows) await enqueueEvaluation(tx, id);
    });
  },
});

/** The company moved to another time zone: who has none of their own is seen by its days, also in computed traits. */
export const zoneChanged = defineSubscriber({
  name: 'segments.zone-changed',
  on: 'zone.changed',
  handle: async () => {
    await sql().begin(async (tx) => {
      const rows = await tx<{ id: string }[]>`
        select distinct s.id from segments s join segment_dependencies d on d.segment_id = s.id
        where s.status = 'active' and d.depends_on = any(${[...zoneDependencies]}::text[])`;
      for (const { id } of rows) await enqueueEvaluation(tx, id);
      const byDays = (await loadComputed(tx)).filter(({ definition }) =>
        dependenciesOf(definition).some((d) => zoneDependencies.includes(d)),
      );
      for (const { name } of byDays) await enqueueLevel(tx, name);
    });
  },
});
