'use client';

import { ActionIcon, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { TextLink } from '@/components/link-button';
import { useAction } from '@/components/use-action';
import { addPeopleAction, removePeopleAction } from '../actions';
import classes from './lists-of-person.module.css';

type Props = {
  profileId: string;
  on: { id: string; name: string }[];
  all: { id: string; name: string }[];
  mayWrite: boolean;
};

/** The lists that a person is on; they are put on others and taken off here. */
export function ListsOfPerson({ profileId, on, all, mayWrite }: Props) {
  const t = useTranslations('segments.lists.person');
  const router = useRouter();
  const refresh = () => router.refresh();
  const add = useAction(addPeopleAction, { success: t('added'), onSuccess: refresh });
  const [removing, setRemoving] = useState<string>();
  const remove = useAction(removePeopleAction, { success: t('removed'), onSuccess: refresh });
  const others = all.filter((list) => !on.some((o) => o.id === list.id));
  return (
    <section>
      <h2>{t('title')}</h2>
      {on.length === 0 && <p className={classes.quiet}>{t('none')}</p>}
      <ul className={classes.lists}>
        {on.map((list) => (
          <li key={list.id}>
            <TextLink href={`/segments/lists/${list.id}`}>{list.name}</TextLink>
            {mayWrite && (
              <ActionIcon
                size={24}
                aria-label={t('remove', { name: list.name })}
                loading={remove.pending && removing === list.id}
                onClick={() => {
                  setRemoving(list.id);
                  void remove.run({ id: list.id, profileIds: [profileId] });
                }}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && others.length > 0 && (
        <Select
          aria-label={t('add')}
          placeholder={t('add')}
          size="xs"
          searchable
          value={null}
          disabled={add.pending}
          data={others.map((list) => ({ value: list.id, label: list.name }))}
          onChange={(id) => id && void add.run({ id, profileIds: [profileId] })}
        />
      )}
    </section>
  );
}
