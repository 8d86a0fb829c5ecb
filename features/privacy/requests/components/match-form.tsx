'use client';

import { Alert, Button, Checkbox, Group, NativeSelect, Stack, Textarea } from '@mantine/core';
import { IconUserQuestion } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { useAction } from '@/components/use-action';
import { verifyRequestAction } from '../actions';
import { NOTE_LENGTH, proofs } from '../constants';
import type { Cluster } from '../data/clusters';
import type { Match } from '../data/lookup';
import type { Proof } from '../types';
import { ClusterBadges } from './cluster-badges';
import classes from './request.module.css';

export type Candidate = { match: Match; cluster: Cluster; details: ReactNode };

type Props = { requestId: string; candidates: Candidate[]; proof: Proof | null; mayWrite: boolean };

/** Whom the request may concern, each with the whole identity; the officer chooses, says how it was proven, and confirms. */
export function MatchForm({ requestId, candidates, proof: known, mayWrite }: Props) {
  const t = useTranslations('requests.identity');
  const words = useTranslations('requests.proof');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [proof, setProof] = useState<Proof>(known ?? 'document');
  const [note, setNote] = useState('');
  const verify = useAction(verifyRequestAction, { success: t('confirmed') });
  const profileIds = candidates.map(({ cluster }) => cluster.profile.id).filter((id) => chosen.has(id));
  const toggle = (id: string, on: boolean) => setChosen(new Set(on ? [...chosen, id] : [...chosen].filter((one) => one !== id)));
  const confirm = (ids: string[]) => void verify.run({ requestId, profileIds: ids, proof, note: note.trim() || null });
  return (
    <>
      {candidates.length === 0 ? (
        <Alert color="gray" icon={<IconUserQuestion size={18} />} title={t('nothingFound')} mb="md">
          {t('nothingText')}
        </Alert>
      ) : (
        <ul className={classes.candidates}>
          {candidates.map(({ match, cluster, details }) => {
            const { id } = cluster.profile;
            const who = cluster.profile.name ?? cluster.profile.identifiers[0]?.value ?? t('unnamed');
            return (
              <li key={id} className={classes.candidate} data-chosen={chosen.has(id)}>
                <Checkbox
                  label={<bdi>{t('choose', { who })}</bdi>}
                  checked={chosen.has(id)}
                  onChange={(event) => toggle(id, event.currentTarget.checked)}
                />
                <p className={classes.reason}>
                  {t(match.sure ? 'found' : 'similar', { by: `\u2068${match.by.join('\u2069, \u2068')}\u2069` })}
                </p>
                <p className={classes.reason}>
                  <ClusterBadges cluster={cluster} />
                </p>
                <details>
                  <summary>{t('details')}</summary>
                  {details}
                </details>
              </li>
            );
          })}
        </ul>
      )}
      {mayWrite && (
        <Stack gap="md" maw="32rem">
          <NativeSelect
            label={t('proof')}
            value={proof}
            onChange={(event) => setProof(proofs.find((one) => one === event.currentTarget.value) ?? 'other')}
            data={proofs.map((value) => ({ value, label: words(value) }))}
          />
          <Textarea
            label={t('note')}
            description={t('noteText')}
            value={note}
            autosize
            minRows={2}
            maxLength={NOTE_LENGTH}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group gap="xs">
            <Button disabled={profileIds.length === 0} loading={verify.pending} onClick={() => confirm(profileIds)}>
              {t('confirm', { count: profileIds.length })}
            </Button>
            <Button variant="default" disabled={profileIds.length > 0} loading={verify.pending} onClick={() => confirm([])}>
              {t('nobody')}
            </Button>
          </Group>
        </Stack>
      )}
    </>
  );
}
