'use client';

import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import classes from '../controls/editor.module.css';
import { TestEditor } from '../controls/test-editor';
import { resetTest } from '../controls/test-value';
import type { FilterDraft } from './draft';
import { FieldInput, fieldText, typeOfField } from './field-input';
import { ItemBox } from './item-box';
import { useFields } from './use-fields';

type Props = { event: string; filter: FilterDraft; word: string; onChange: (filter: FilterDraft) => void; onRemove: () => void };

const places = ['property', 'context', 'item'] as const;
type Place = (typeof places)[number];

/** One filter: a property, a part of the context, or one item of a list, and what it must be. */
export function FilterRow({ event, filter, word, onChange, onRemove }: Props) {
  const t = useTranslations('segments');
  const fields = useFields(event, filter.in ?? 'properties');
  const place: Place = filter.some ? 'item' : filter.in === 'context' ? 'context' : 'property';
  const offered = filter.some ? fields.filter((field) => field.items) : fields;
  const type = typeOfField(fields, filter);
  const move = (to: Place) => {
    if (to === 'item') return onChange({ property: '', some: [{ op: 'eq' }] });
    return onChange({ property: '', op: 'eq', ...(to === 'context' ? { in: 'context' as const } : {}) });
  };
  const items = fields.find((field) => field.path.join('.') === fieldText(filter))?.items ?? [];
  return (
    <div className={classes.filter}>
      <span className={classes.word}>{word}</span>
      <NativeSelect
        aria-label={t('field.place')}
        className={classes.op}
        value={place}
        onChange={(e) => move(e.currentTarget.value as Place)}
        data={places.map((value) => ({ value, label: t(`place.${value}`) }))}
      />
      <FieldInput
        label={t('field.property')}
        value={filter}
        fields={offered}
        onChange={(ref, next) => onChange({ ...filter, ...ref, ...(filter.some ? {} : resetTest(filter, type, next)) } as FilterDraft)}
      />
      {!filter.some && (
        <TestEditor
          test={filter}
          type={type}
          source={{ event, property: filter.property ?? '', path: filter.path, in: filter.in }}
          name={fieldText(filter)}
          onChange={(test) => onChange({ ...filter, ...test })}
        />
      )}
      <ActionIcon className={classes.drop ?? ''} aria-label={t('field.removeFilter')} onClick={onRemove}>
        <IconX size={16} />
      </ActionIcon>
      {filter.some && (
        <ItemBox
          items={filter.some}
          fields={items}
          source={{ event, property: filter.property ?? '', path: filter.path }}
          onChange={(some) => onChange({ ...filter, some })}
        />
      )}
    </div>
  );
}
