'use client';

import '@mantine/spotlight/styles.layer.css';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconCirclesRelation, IconCornerDownLeft, IconPlus, IconSearch, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useDebounced } from '../use-debounced';
import { navIcons } from './nav-icons';
import type { NavGroup } from './navigation';
import { paletteActions } from './palette-actions';
import { type Found, paletteSearch } from './palette-search';

const [store, control] = createSpotlight();

type Props = { opened: boolean; onClose(): void; navigation: NavGroup[]; permissions: string[] };

/** ⌘K: go to a place, do something, or find a person or a segment. */
export function CommandMenu({ opened, onClose, navigation, permissions }: Props) {
  const t = useTranslations('common');
  const router = useRouter();
  const [query, setQuery] = useState('');
  const term = useDebounced(query.trim(), 150);
  const places = navigation.flatMap((group) => group.items);
  const found = useQuery(
    paletteSearch(
      term,
      places.map((p) => p.key),
    ),
  );

  useEffect(() => {
    if (opened) control.open();
    else control.close();
  }, [opened]);

  const matches = (label: string) => label.toLocaleLowerCase().includes(query.trim().toLocaleLowerCase());
  const shownPlaces = places.filter((item) => matches(t(`nav.${item.key}`)));
  const shownActions = paletteActions.filter((a) => permissions.includes(a.permission) && matches(t(`palette.${a.key}`)));
  const people = found.data?.profiles ?? [];
  const segments = found.data?.segments ?? [];
  const nothing = shownPlaces.length + shownActions.length + people.length + segments.length === 0;
  const go = (href: string) => () => router.push(href);
  const results = (items: Found[], base: string, Icon: typeof IconUser) =>
    items.map((item) => (
      <Spotlight.Action
        key={item.id}
        label={item.label}
        description={item.detail ?? ''}
        leftSection={<Icon size={18} stroke={1.6} />}
        onClick={go(`${base}/${item.id}`)}
      />
    ));

  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      scrollable
      maxHeight="min(28rem, 70dvh)"
    >
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        leftSection={<IconSearch size={18} />}
        aria-label={t('palette.placeholder')}
      />
      <Spotlight.ActionsList>
        {people.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.people')}>{results(people, '/profiles', IconUser)}</Spotlight.ActionsGroup>
        )}
        {segments.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.segments')}>
            {results(segments, '/segments', IconCirclesRelation)}
          </Spotlight.ActionsGroup>
        )}
        {shownPlaces.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.places')}>
            {shownPlaces.map((item) => {
              const Icon = navIcons[item.key];
              return (
                <Spotlight.Action
                  key={item.key}
                  label={t(`nav.${item.key}`)}
                  leftSection={<Icon size={18} stroke={1.6} />}
                  rightSection={<kbd>g {item.letter}</kbd>}
                  onClick={go(item.href)}
                />
              );
            })}
          </Spotlight.ActionsGroup>
        )}
        {shownActions.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.actions')}>
            {shownActions.map((a) => (
              <Spotlight.Action
                key={a.key}
                label={t(`palette.${a.key}`)}
                leftSection={<IconPlus size={18} stroke={1.6} />}
                onClick={go(a.href)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {nothing && <Spotlight.Empty>{found.isFetching ? t('state.loading') : t('palette.nothing', { query })}</Spotlight.Empty>}
      </Spotlight.ActionsList>
      <Spotlight.Footer>
        <IconCornerDownLeft size={14} aria-hidden /> {t('palette.hint')}
      </Spotlight.Footer>
    </Spotlight.Root>
  );
}
