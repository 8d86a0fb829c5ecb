'use client';

import { useTranslations } from 'next-intl';
import { CodeBlock } from '@/components/code-block';
import { ErrorState } from '@/components/error-state';
import { Section } from '@/components/page-body';
import { useSaid } from '@/components/use-said';
import { AppError } from '@/lib/errors';
import { RankStamp } from '../conditions/rank/stamp';
import type { RuleNames } from '../data/suggestions';
import type { RuleNode } from '../schema';
import { ReadsList } from './reads-list';
import classes from './segment-view.module.css';
import { describeRule } from './sentence/describe-rule';
import { useWords } from './use-words';

type Props = {
  rule: RuleNode | undefined;
  dependsOn: string[];
  error: string | null;
  names: RuleNames;
};

/** The rule in words, what it reads, and as JSON. */
export function RuleView({ rule, dependsOn, error, names }: Props) {
  const t = useTranslations('segments');
  const said = useSaid();
  const words = useWords(names);
  if (!rule)
    return (
      <ErrorState
        error={new AppError('invalid_input', t('stateHelp.invalid', { error: said({ message: error ?? '', key: 'segment.broken' }) }))}
        title={t('state.invalid')}
      />
    );
  const ranked = dependsOn.flatMap((name) => (name.startsWith('cuts:') ? [name.slice('cuts:'.length)] : []));
  return (
    <>
      <Section title={t('rule.sentence')}>
        <p className={classes.sentence}>{describeRule(rule, words)}</p>
        <p className={classes.note}>
          {t('rule.missing')} {t('rule.matching')}
        </p>
      </Section>
      <Section title={t('rule.dependsOn')}>
        <ReadsList dependsOn={dependsOn.filter((name) => !name.startsWith('cuts:'))} words={words} />
      </Section>
      {ranked.length > 0 && (
        <Section title={t('rank.title')}>
          {ranked.map((trait) => (
            <p key={trait}>
              <RankStamp trait={trait} mayRefresh={false} />
            </p>
          ))}
        </Section>
      )}
      <Section title={t('rule.json')}>
        <CodeBlock code={JSON.stringify(rule, null, 2)} label={t('rule.json')} />
      </Section>
    </>
  );
}
