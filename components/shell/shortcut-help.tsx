'use client';

import { Modal } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { NavGroup } from './navigation';
import classes from './shortcut-help.module.css';

type Props = { opened: boolean; onClose(): void; navigation: NavGroup[] };

/** The list of keys. */
export function ShortcutHelp({ opened, onClose, navigation }: Props) {
  const t = useTranslations('common');
  const general: [string, string[]][] = [
    [t('keys.palette'), ['⌘ K']],
    [t('keys.search'), ['/']],
    [t('keys.help'), ['?']],
    [t('keys.rows'), ['j', 'k']],
    [t('keys.select'), ['x']],
    [t('keys.open'), ['Enter']],
    [t('keys.close'), ['Esc']],
  ];
  const places: [string, string[]][] = navigation.flatMap((group) => group.items).map((item) => [t(`nav.${item.key}`), ['g', item.letter]]);
  return (
    <Modal opened={opened} onClose={onClose} title={t('user.shortcuts')} size="lg" closeButtonProps={{ 'aria-label': t('action.close') }}>
      <div className={classes.columns}>
        {[general, places].map((rows, i) => (
          <dl key={i === 0 ? 'general' : 'places'} className={classes.list}>
            {rows.map(([label, keys]) => (
              <div key={label} className={classes.row}>
                <dt>{label}</dt>
                <dd>
                  {keys.map((key) => (
                    <kbd key={key} className={classes.key}>
                      {key}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        ))}
      </div>
    </Modal>
  );
}
