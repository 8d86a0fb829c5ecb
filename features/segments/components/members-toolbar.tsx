'use client';

import { Button, Checkbox, Popover, ScrollArea, Stack, TextInput } from '@mantine/core';
import { IconColumns, IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { MembersAsk } from '../queries';
import classes from './segment-view.module.css';

type Props = {
  ask: Omit<MembersAsk, 'columns'>;
  chosen: string[];
  traits: string[];
  maySearch: boolean;
  onAsk: (change: Partial<MembersAsk>) => void;
};

/** Searches the members and chooses which traits are columns. */
export function MembersToolbar({ ask, chosen, traits, maySearch, onAsk }: Props) {
  const t = useTranslations('segment-page.members');
  return (
    <>
      {maySearch && (
        <TextInput
          className={classes.search}
          leftSection={<IconSearch size={16} />}
          placeholder={t('search')}
          aria-label={t('search')}
          value={ask.q}
          onChange={(event) => onAsk({ q: event.currentTarget.value })}
        />
      )}
      <Popover position="bottom-start" withinPortal trapFocus>
        <Popover.Target>
          <Button variant="default" leftSection={<IconColumns size={16} />}>
            {t('columns')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('columns')}>
          <ScrollArea.Autosize mah="20rem">
            <Checkbox.Group value={chosen} onChange={(columns) => onAsk({ columns })} label={t('columnsLabel')}>
              <Stack gap="xs" mt="xs">
                {traits.map((trait) => (
                  <Checkbox key={trait} value={trait} label={trait} disabled={chosen.length >= 20 && !chosen.includes(trait)} />
                ))}
              </Stack>
            </Checkbox.Group>
          </ScrollArea.Autosize>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
