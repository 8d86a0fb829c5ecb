'use client';

import { Alert } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ConnectionFailure } from '@/lib/safe-socket';

const codes = [
  'invalid_address',
  'refused_address',
  'timeout',
  'network',
  'host_key_unknown',
  'host_key_changed',
  'sign_in',
  'protocol',
  'statement',
  'drift',
  'settings',
] as const;

/** What went wrong with a system that is not ours: what it means, then its own words. */
export function useFailure(): (failure: { code: string; message: string }) => string {
  const t = useTranslations('connectors.failure');
  return ({ code }) => t(codes.find((known) => known === code) ?? 'internal');
}

export function FailureAlert({ failure }: { failure: ConnectionFailure }) {
  const said = useFailure();
  return (
    <Alert color="red" variant="light" role="alert" title={said(failure)}>
      <span dir="auto">{failure.message}</span>
    </Alert>
  );
}
