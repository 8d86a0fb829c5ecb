'use client';

import { CloseButton, Group } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useAction } from '@/components/use-action';
import { removeIdentifierAction } from '../actions';
import type { GivenIdentifier } from '../types';
import classes from './request.module.css';

/** By what the person is looked for; what is wrong is taken back here. For a request that waits for its identity to be confirmed. */
export function GivenIdentifiers({ requestId, identifiers }: { requestId: string; identifiers: readonly GivenIdentifier[] }) {
  const t = useTranslations('requests.facts');
  const remove = useAction(removeIdentifierAction);
  return (
    <ul className={classes.given} aria-label={t('given')}>
      {identifiers.map((identifier) => {
        const { type, value } = identifier;
        return (
          <Group key={`${type}:${value}`} component="li" gap={4} justify="space-between" wrap="nowrap">
            <span className={classes.said}>
              {type && `${type}: `}
              <bdi>{value}</bdi>
            </span>
            <CloseButton
              size="sm"
              aria-label={t('removeGiven', { value })}
              disabled={remove.pending}
              onClick={() => void remove.run({ requestId, identifier })}
            />
          </Group>
        );
      })}
    </ul>
  );
}
