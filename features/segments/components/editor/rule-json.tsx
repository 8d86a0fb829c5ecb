'use client';

import { Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type EditorGroup, editorTreeOf } from '../../core/editor-tree';
import { jsonOf, readRule } from '../../core/rule-json';
import classes from './builder.module.css';
import { RuleFaults } from './rule-faults';

type Props = { tree: EditorGroup; onTree: (tree: EditorGroup) => void; onBroken: (broken: boolean) => void };

/** The rule as JSON, to read, copy and write over; what is wrong stands below with its place. */
export function RuleJson({ tree, onTree, onBroken }: Props) {
  const t = useTranslations('segments.form');
  const [text, setText] = useState(() => (tree.rules.length > 0 ? jsonOf(tree) : ''));
  const reading = text.trim() === '' ? undefined : readRule(text);
  const write = (next: string) => {
    setText(next);
    const read = next.trim() === '' ? undefined : readRule(next);
    if (!read) onTree({ combinator: 'all', rules: [] });
    else if ('rule' in read) onTree(editorTreeOf(read.rule));
    onBroken(read !== undefined && !('rule' in read));
  };
  return (
    <>
      <Textarea
        label={t('asJson')}
        description={t('jsonHelp')}
        autosize
        minRows={8}
        maxRows={30}
        spellCheck={false}
        dir="ltr"
        classNames={{ input: classes.json ?? '' }}
        value={text}
        error={reading !== undefined && !('rule' in reading)}
        onChange={(event) => write(event.currentTarget.value)}
      />
      {reading && <RuleFaults reading={reading} />}
    </>
  );
}
