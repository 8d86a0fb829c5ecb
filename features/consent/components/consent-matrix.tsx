'use client';

import { UnstyledButton } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Section } from '@/components/page-body';
import { Status, type Tone } from '@/components/status';
import { useFormat } from '@/components/use-format';
import type { Names, Wordings } from '../loaders';
import { PreferenceLinkButton } from '../preferences/components/link-button';
import type { ConsentStateView } from '../schema';
import classes from './consent.module.css';

const ConsentDialog = dynamic(() => import('./consent-dialog').then((m) => m.ConsentDialog), { ssr: false });

type Props = {
  profileId: string;
  states: ConsentStateView[];
  purposes: Names;
  channels: Names;
  wordings: Wordings;
  mayWrite: boolean;
};
type Cell = { purpose: Names[number]; channel: Names[number] };

/** Purposes down, channels across; a cell says what was said and opens the dialog that changes it. */
export function ConsentMatrix({ profileId, states, purposes, channels, wordings, mayWrite }: Props) {
  const t = useTranslations('consent');
  const [open, setOpen] = useState<Cell>();
  const stateOf = (purpose: string, channel: string) => states.find((s) => s.purpose === purpose && s.channel === channel);
  const rows = purposes.filter((p) => states.some((s) => s.purpose === p.key));
  const columns = channels.filter((c) => states.some((s) => s.channel === c.key));
  return (
    <Section title={t('profile.title')} aside={mayWrite && <PreferenceLinkButton profileId={profileId} />}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by keys */}
      <section className={classes.scroll} tabIndex={0} aria-label={t('profile.matrix')}>
        <table className={classes.matrix} aria-label={t('profile.matrix')}>
          <thead>
            <tr>
              <th scope="col">{t('purpose')}</th>
              {columns.map((channel) => (
                <th key={channel.key} scope="col">
                  {channel.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((purpose) => (
              <tr key={purpose.key}>
                <th scope="row">{purpose.name}</th>
                {columns.map((channel) => (
                  <td key={channel.key}>
                    <MatrixCell
                      state={stateOf(purpose.key, channel.key)}
                      names={{ purpose: purpose.name, channel: channel.name }}
                      onOpen={mayWrite ? () => setOpen({ purpose, channel }) : undefined}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {open && (
        <ConsentDialog
          profileId={profileId}
          {...open}
          state={stateOf(open.purpose.key, open.channel.key)}
          wording={wordings[`${open.purpose.key}/${open.channel.key}`]}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Section>
  );
}

type CellProps = {
  state: ConsentStateView | undefined;
  names: { purpose: string; channel: string };
  onOpen: (() => void) | undefined;
};

function MatrixCell({ state, names, onOpen }: CellProps) {
  const t = useTranslations('consent');
  const format = useFormat();
  if (!state) return null;
  const label = t(`states.${state.state}`);
  const tone: Tone = state.allowed ? 'success' : state.state === 'unset' ? 'neutral' : 'danger';
  const note = state.state === 'granted' && state.expiresAt ? t('profile.until', { date: format.date(state.expiresAt) }) : noteOf();
  const body = (
    <>
      <Status tone={tone} title={state.allowed ? t('decision.allowed') : t('decision.withheld')}>
        {label}
      </Status>
      <span className={classes.note}>{note}</span>
    </>
  );
  if (!onOpen) return <div className={classes.cell}>{body}</div>;
  return (
    <UnstyledButton className={classes.cell} onClick={onOpen} aria-label={t('profile.change', { ...names, state: label })}>
      {body}
    </UnstyledButton>
  );

  function noteOf(): string {
    if (state?.state === 'unset') return state.allowed ? t('decision.allowed') : t('decision.withheld');
    return state?.since ? t('profile.since', { date: format.date(state.since) }) : '';
  }
}
