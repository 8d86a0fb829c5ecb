'use client';

import { Button, Text, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CodeBlock } from '@/components/code-block';
import { Mono } from '@/components/mono';
import { SideSheet } from '@/components/side-sheet';
import { useAction } from '@/components/use-action';
import { replayRejectAction } from '../actions';
import type { Reject } from '../data/rejects';
import classes from './live-events.module.css';
import { isDetailed, useRejectReason } from './use-reject-reason';

type Props = { reject: Reject; mayReplay: boolean; onClose: () => void; onReplayed: () => void };

/** One refused event: why, what, and a place to mend it. */
export function RejectSheet({ reject, mayReplay, onClose, onReplayed }: Props) {
  const t = useTranslations('sources.rejects');
  const reasonOf = useRejectReason();
  const original = pretty(reject.raw);
  const [text, setText] = useState(original);
  const replay = useAction(replayRejectAction, {
    success: t('replayedOne'),
    onSuccess: () => {
      onReplayed();
      onClose();
    },
  });
  return (
    <SideSheet opened onClose={onClose} title={t('sheet')}>
      <dl className={classes.facts}>
        <dt>{t('reason')}</dt>
        <dd>
          {reasonOf(reject)}
          {isDetailed(reject) && (
            <Text component="div" size="sm" c="dimmed" dir="auto">
              {reject.reason}
            </Text>
          )}
        </dd>
        {reject.messageId && (
          <>
            <dt>{t('columns.message')}</dt>
            <dd>
              <Mono copy>{reject.messageId}</Mono>
            </dd>
          </>
        )}
      </dl>
      {mayReplay ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void replay.run(text === original ? { id: reject.id } : { id: reject.id, raw: text });
          }}
        >
          <Textarea
            label={t('mend')}
            description={t('mendHelp')}
            classNames={{ input: classes.editor ?? '' }}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={replay.fieldError('raw')}
            autosize
            minRows={10}
            maxRows={24}
            spellCheck={false}
          />
          <div className={classes.foot}>
            <Button type="submit" loading={replay.pending}>
              {t('replay')}
            </Button>
          </div>
        </form>
      ) : (
        <CodeBlock code={original} label={t('mend')} maxHeight="60vh" />
      )}
    </SideSheet>
  );
}

function pretty(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}
