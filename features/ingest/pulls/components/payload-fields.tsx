'use client';

import { Select, Stack, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { Section } from '@/components/page-body';

type Props = {
  lists: string[];
  items: string | null;
  onItems: (items: string | null) => void;
  pasted: string;
  onPasted: (text: string) => void;
  isWrong: boolean;
  received: number;
};

const WHOLE = 'whole';

/** Which payloads the mapping is made by, and what of one payload is a row. */
export function PayloadFields({ lists, items, onItems, pasted, onPasted, isWrong, received }: Props) {
  const t = useTranslations('connectors.mapping');
  return (
    <Section title={t('payloads')} description={t('payloadsHelp', { count: received })}>
      <Stack gap="md" maw={720}>
        <Select
          label={t('rowsIn')}
          description={t('rowsInHelp')}
          allowDeselect={false}
          value={items ?? WHOLE}
          onChange={(value) => onItems(value === WHOLE ? null : value)}
          data={[{ value: WHOLE, label: t('wholePayload') }, ...lists.map((path) => ({ value: path, label: t('eachOf', { path }) }))]}
        />
        <Textarea
          label={t('paste')}
          description={t('pasteHelp')}
          dir="ltr"
          autosize
          minRows={2}
          maxRows={12}
          spellCheck={false}
          value={pasted}
          onChange={(event) => onPasted(event.currentTarget.value)}
          error={isWrong ? t('pasteWrong') : undefined}
        />
      </Stack>
    </Section>
  );
}
