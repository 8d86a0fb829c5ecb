'use client';

import { Button, Modal, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { EDITOR_DEPTH } from '../../constants';
import { readRule } from '../../core/rule-json';
import classes from './builder.module.css';
import { RuleFaults } from './rule-faults';
import type { Pasted } from './use-node-edits';

type Props = { given: string; paste: (text: string) => Pasted; onClose: () => void };

/** A text to be pasted, with what is wrong with it beside the place where it can be put right. */
export function PasteDialog({ given, paste, onClose }: Props) {
  const t = useTranslations('segments.editor.paste');
  const [text, setText] = useState(given);
  const [tooDeep, setTooDeep] = useState(false);
  const reading = text.trim() === '' ? undefined : readRule(text);
  const submit = () => {
    const pasted = paste(text);
    if (pasted.done) onClose();
    else setTooDeep(pasted.reading === 'too_deep');
  };
  return (
    <Modal opened onClose={onClose} title={t('title')} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // The dialog lies inside the segment's form on the page's tree, and is not part of it.
          event.stopPropagation();
          submit();
        }}
      >
        <Textarea
          label={t('label')}
          description={t('help')}
          data-autofocus
          autosize
          minRows={6}
          maxRows={18}
          spellCheck={false}
          dir="ltr"
          classNames={{ input: classes.json ?? '' }}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setTooDeep(false);
          }}
        />
        {reading && <RuleFaults reading={reading} />}
        {tooDeep && <p className={classes.fault}>{t('tooDeep', { max: EDITOR_DEPTH })}</p>}
        <div className={classes.dialogButtons}>
          <Button type="submit" disabled={!reading || !('rule' in reading)}>
            {t('action')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
