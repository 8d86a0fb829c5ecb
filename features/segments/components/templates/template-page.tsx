'use client';

import { Autocomplete, Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { ErrorState } from '@/components/error-state';
import { useFormat } from '@/components/use-format';
import type { Words } from '../../conditions/words';
import { checkRule } from '../../core/check-rule';
import type { OfferedNeed, OfferedTemplate } from '../../data/list-templates';
import { previewOf } from '../../queries';
import type { RuleNode } from '../../schema';
import { filled } from '../../templates/fill';
import { describeRule } from '../sentence/describe-rule';
import type { ChosenTemplate } from './template-gallery';
import classes from './template-gallery.module.css';

type Props = { template: OfferedTemplate; words: Words; onChoose: (chosen: ChosenTemplate) => void };

/** One template: what it finds, what it needs and under which names that is known here, and whom it finds on this data. */
export function TemplatePage({ template, words, onChoose }: Props) {
  const t = useTranslations('segments.templates');
  const [names, setNames] = useState(() => Object.fromEntries(template.needs.map((need) => [need.slot, need.name])));
  const rule = useMemo(() => {
    const made = filled(template.rule, names);
    return checkRule(made).length === 0 ? (made as RuleNode) : undefined;
  }, [template.rule, names]);
  return (
    <div className={classes.page}>
      <h3 className={classes.title}>{template.name}</h3>
      <p>{template.text}</p>
      <h4 className={classes.heading}>{t('needs')}</h4>
      {template.needs.length === 0 ? (
        <p className={classes.text}>{t('needsNothing')}</p>
      ) : (
        <ul className={classes.needs}>
          {template.needs.map((need) => (
            <NeedLine
              key={need.slot}
              need={need}
              name={names[need.slot] ?? ''}
              onChange={(name) => setNames((before) => ({ ...before, [need.slot]: name }))}
            />
          ))}
        </ul>
      )}
      {rule && <p className={classes.sentence}>{describeRule(rule, words)}</p>}
      <h4 className={classes.heading}>{t('finds')}</h4>
      <Found rule={rule} />
      <div className={classes.buttons}>
        <span className={classes.text}>{t('replaces')}</span>
        <Button data-autofocus disabled={!rule} onClick={() => rule && onChoose({ name: template.name, text: template.text, rule })}>
          {t('use')}
        </Button>
      </div>
    </div>
  );
}

function NeedLine({ need, name, onChange }: { need: OfferedNeed; name: string; onChange: (name: string) => void }) {
  const t = useTranslations('segments.templates');
  const known = need.offered.includes(name);
  const unlike = known && !need.here && name !== need.usual;
  return (
    <li className={classes.need}>
      <Autocomplete
        label={`${t(need.as)}: ${need.usual}`}
        data={need.offered}
        filter={({ options }) => options}
        value={name}
        onChange={onChange}
      />
      <span className={classes.state} data-ready={known || undefined}>
        {!known ? t('missing') : unlike ? t('mapped', { usual: need.usual }) : t('here')}
      </span>
    </li>
  );
}

function Found({ rule }: { rule: RuleNode | undefined }) {
  const t = useTranslations('segments.templates');
  const format = useFormat();
  const { data, isFetching, isError, error, isPlaceholderData, refetch } = useQuery(previewOf(rule));
  if (!rule) return null;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data || isPlaceholderData) return isFetching ? <Loader size={14} /> : null;
  return (
    <p role="status">
      <strong>{t('share', { count: data.count, percent: format.percent(data.total > 0 ? data.count / data.total : 0) })}</strong>
    </p>
  );
}
