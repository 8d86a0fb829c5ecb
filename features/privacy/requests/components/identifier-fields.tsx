'use client';

import { ActionIcon, Button, Group, Input, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { GivenIdentifier } from '../types';

type Props = { identifiers: GivenIdentifier[]; onChange: (identifiers: GivenIdentifier[]) => void; error: string | undefined };

const MOST = 20;

/** What the person gave to be known by: any number of values, whose types are found out. */
export function IdentifierFields({ identifiers, onChange, error }: Props) {
  const t = useTranslations('requests.intake');
  const put = (at: number, value: string) => onChange(identifiers.map((one, n) => (n === at ? { type: '', value } : one)));
  return (
    <Input.Wrapper label={t('known')} labelElement="div" description={t('knownText')} role="group" aria-label={t('known')}>
      <Stack gap="xs" mt={4}>
        {identifiers.map((one, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: fields have no identity but their place
          <Group key={n} gap="xs" wrap="nowrap" align="start">
            <TextInput
              flex={1}
              aria-label={t('identifier', { n: n + 1 })}
              dir="auto"
              autoComplete="off"
              value={one.value}
              maxLength={256}
              error={n === 0 && error}
              onChange={(event) => put(n, event.currentTarget.value)}
            />
            {identifiers.length > 1 && (
              <ActionIcon
                size={36}
                variant="subtle"
                color="gray"
                aria-label={t('removeIdentifier', { n: n + 1 })}
                onClick={() => onChange(identifiers.filter((_, at) => at !== n))}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        ))}
        {identifiers.length < MOST && (
          <div>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => onChange([...identifiers, { type: '', value: '' }])}
            >
              {t('addIdentifier')}
            </Button>
          </div>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
