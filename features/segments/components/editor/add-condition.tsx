'use client';

import { Button, Menu } from '@mantine/core';
import { IconBolt, IconChecklist, IconCirclesRelation, IconPlus, IconShieldCheck, IconTag } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { RuleType } from 'react-querybuilder';
import type { ConditionKindName } from '../../conditions/schemas';
import { editorCondition } from '../../core/editor-tree';
import { useAnnounce } from './announce';
import { newDraft } from './drafts';
import classes from './editor.module.css';

/** The icon of each kind of condition. */
export const kindIcons: Record<ConditionKindName, typeof IconTag> = {
  trait: IconTag,
  event: IconBolt,
  segment: IconCirclesRelation,
  consent: IconShieldCheck,
};

const choices = [
  ['event', 'addEvent', 'addEventHelp'],
  ['trait', 'addTrait', 'addTraitHelp'],
  ['segment', 'addSegment', 'addSegmentHelp'],
  ['consent', 'addConsent', 'addConsentHelp'],
] as const;

/** The menu that adds a condition to a group. */
export function AddCondition({ onAdd }: { onAdd: (condition: RuleType) => void }) {
  const t = useTranslations('segments.editor');
  const announce = useAnnounce();
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />}>
          {t('add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(([kind, label, help]) => {
          const Icon = kindIcons[kind] ?? IconChecklist;
          return (
            <Menu.Item
              key={kind}
              leftSection={<Icon size={18} stroke={1.6} />}
              onClick={() => {
                onAdd(editorCondition({ ...newDraft[kind] }));
                announce(t('announceAdded'));
              }}
            >
              {t(label)}
              <span className={classes.help}>{t(help)}</span>
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
