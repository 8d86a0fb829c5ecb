'use client';

import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { withoutUndefined } from '../controls/drafts';
import controls from '../controls/editor.module.css';
import { Place } from '../controls/place';
import { TestEditor } from '../controls/test-editor';
import { resetTest } from '../controls/test-value';
import type { ValueType } from '../value-schema';
import type { ItemDraft } from './draft';
import { FieldInput, fieldText, typeOfField } from './field-input';
import classes from './item-box.module.css';

const MOST_TESTS = 10;

type Props = {
  items: ItemDraft[];
  fields: readonly { path: string[]; type: ValueType }[];
  /** The list that the items are of. */
  source: { event: string; property: string; path?: string[] | undefined };
  onChange: (items: ItemDraft[]) => void;
};

/** What one and the same item of the list must be: all of it at once. */
export function ItemBox({ items, fields, source, onChange }: Props) {
  const t = useTranslations('segments.field');
  const replace = (i: number, next: ItemDraft) => onChange(items.map((item, j) => (j === i ? withoutUndefined(next) : item)));
  return (
    <fieldset aria-label={t('sameItem')} className={classes.box}>
      {items.map((item, i) => (
        // Tests have no ids of their own and are only added at the end.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Place key={i} at={`some.${i}`}>
          <div className={classes.test}>
            <span className={controls.word}>{i === 0 ? t('itemHas') : t('andWhere')}</span>
            <FieldInput
              label={t('itemProperty')}
              value={item}
              fields={fields}
              onChange={(ref, type) => replace(i, { ...item, ...ref, ...resetTest(item, typeOfField(fields, item), type) } as ItemDraft)}
            />
            <TestEditor
              test={item}
              type={typeOfField(fields, item)}
              source={{ ...source, path: [...(source.path ?? []), item.property ?? '', ...(item.path ?? [])], items: 'yes' }}
              name={fieldText(item)}
              onChange={(test) => replace(i, { ...item, ...test })}
            />
            {items.length > 1 && (
              <ActionIcon
                className={controls.drop ?? ''}
                aria-label={t('removeTest')}
                onClick={() => onChange(items.filter((_, j) => j !== i))}
              >
                <IconX size={16} />
              </ActionIcon>
            )}
          </div>
        </Place>
      ))}
      {items.length < MOST_TESTS && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...items, { op: 'eq' }])}
        >
          {t('addTest')}
        </Button>
      )}
    </fieldset>
  );
}
