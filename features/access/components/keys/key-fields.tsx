'use client';

import { Checkbox, Group, NativeSelect, Radio, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ApiScope, Bindings } from '../../types';

type Props = {
  grantable: ApiScope[];
  bindings: Bindings;
  scopes: ApiScope[];
  onScopes: (scopes: ApiScope[]) => void;
  bound: boolean;
  onBound: (bound: boolean) => void;
  fieldError: (path: string) => string | undefined;
};

/** Name, scopes, and whether the key sees everyone or only who consents to one purpose on one channel. */
export function KeyFields({ grantable, bindings, scopes, onScopes, bound, onBound, fieldError }: Props) {
  const t = useTranslations('access.keys');
  const options = (items: { key: string; name: string }[]) => items.map(({ key, name }) => ({ value: key, label: name }));
  return (
    <Stack gap="md">
      <TextInput
        name="name"
        label={t('name')}
        placeholder={t('nameExample')}
        error={fieldError('name')}
        required
        withAsterisk={false}
        maxLength={120}
        autoComplete="off"
        data-autofocus
      />
      <Checkbox.Group
        label={t('scopes')}
        value={scopes}
        onChange={(value) => onScopes(grantable.filter((s) => value.includes(s)))}
        error={fieldError('scopes') && t('scopesMissing')}
      >
        <Stack gap="xs" mt={4}>
          {grantable.map((scope) => (
            <Checkbox key={scope} value={scope} label={<code>{scope}</code>} description={t(`scopeHelp.${scope.replace(':', '_')}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Radio.Group label={t('binding')} value={bound ? 'bound' : 'operational'} onChange={(value) => onBound(value === 'bound')}>
        <Stack gap="xs" mt={4}>
          <Radio value="operational" label={t('operational')} description={t('operationalHelp')} />
          <Radio value="bound" label={t('bound')} description={t('boundHelp')} />
        </Stack>
      </Radio.Group>
      {bound && (
        <Group grow align="start">
          <NativeSelect name="purpose" label={t('purpose')} data={options(bindings.purposes)} error={fieldError('purpose')} />
          <NativeSelect name="channel" label={t('channel')} data={options(bindings.channels)} error={fieldError('channel')} />
        </Group>
      )}
    </Stack>
  );
}
