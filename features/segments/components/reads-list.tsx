'use client';

import { useTranslations } from 'next-intl';
import { Mono } from '@/components/mono';
import { useEventLabel } from '@/components/use-event-label';
import type { Words } from '../conditions/words';
import classes from './segment-view.module.css';

type Kind = 'event' | 'trait' | 'list' | 'segment' | 'consent' | 'identity' | 'holdout';

/** What a rule reads, by the names that people know it by. */
export function ReadsList({ dependsOn, words }: { dependsOn: string[]; words: Words }) {
  const t = useTranslations('segments');
  const event = useEventLabel();
  const { segments, lists, purposes, channels } = words.names;
  const read = (dependency: string): [kind: Kind, name: string] | undefined => {
    const colon = dependency.indexOf(':');
    const [type, rest] = colon < 0 ? [dependency, ''] : [dependency.slice(0, colon), dependency.slice(colon + 1)];
    const [purpose = '', channel = ''] = rest.split('/');
    switch (type) {
      case 'event':
        return ['event', rest === '*' ? t('field.anyEvent') : event(rest)];
      case 'trait':
        return ['trait', rest];
      case 'list':
        return ['list', lists.get(rest) ?? t('sentence.unknownList')];
      case 'segment':
      case 'members':
        return ['segment', segments.get(rest) ?? t('sentence.unknownSegment')];
      case 'consent':
        return ['consent', `${purposes.get(purpose) ?? purpose}, ${channels.get(channel) ?? channel}`];
      case 'identity':
        return ['identity', ''];
      case 'setting':
        return rest === 'holdout' ? ['holdout', ''] : undefined;
      default:
        return undefined;
    }
  };
  return (
    <ul className={classes.chips}>
      {dependsOn.map((name) => {
        const named = read(name);
        return (
          <li key={name} className={classes.read} title={name}>
            {named ? (
              <>
                <span className={classes.readKind}>{t(`kind.${named[0]}`)}</span> {named[1]}
              </>
            ) : (
              <Mono>{name}</Mono>
            )}
          </li>
        );
      })}
    </ul>
  );
}
