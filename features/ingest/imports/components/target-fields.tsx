'use client';

import { Select, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type DateOrder, dateOrders, type Target, type ValueType, valueTypes } from '../schema';
import type { ConsentChoice } from '../types';
import classes from './import.module.css';

const choices = [
  'ignore',
  'user_id',
  'email',
  'phone',
  'anonymous_id',
  'external',
  'trait',
  'property',
  'timestamp',
  'event_name',
  'message_id',
  'consent',
] as const;
type Choice = (typeof choices)[number];

type Props = {
  label: string;
  rows: 'people' | 'events';
  target: Target;
  /** What a column of consent can be about; none: consent is not offered. */
  consents: readonly ConsentChoice[];
  error: string | undefined;
  onChange: (target: Target) => void;
};

const choiceOf = (target: Target): Choice => (target.kind === 'identifier' ? target.type : target.kind);

/** Where one column goes, with what that needs: a name, a type, the order of day and month. */
export function TargetFields({ label, rows, target, consents, error, onChange }: Props) {
  const t = useTranslations('imports.map');
  const offered = choices
    .filter((c) => (rows === 'people' ? c !== 'property' && c !== 'event_name' : true))
    .filter((c) => c !== 'consent' || consents.length > 0 || target.kind === 'consent');
  const isValue = target.kind === 'trait' || target.kind === 'property';
  return (
    <div className={classes.target}>
      <Select
        aria-label={`${label}: ${t('goesTo')}`}
        size="xs"
        w={170}
        data={offered.map((value) => ({ value, label: t(value) }))}
        value={choiceOf(target)}
        allowDeselect={false}
        error={error}
        onChange={(value) => onChange(targetFor(choices.find((c) => c === value) ?? 'ignore', label, target, consents[0]?.value))}
      />
      {target.kind === 'consent' && (
        <Select
          aria-label={`${label}: ${t('consentTo')}`}
          description={t('consentHelp')}
          size="xs"
          w={230}
          data={[...consents]}
          value={target.cell}
          allowDeselect={false}
          searchable
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onChange={(cell) => onChange({ kind: 'consent', cell: cell ?? target.cell })}
        />
      )}
      {(isValue || (target.kind === 'identifier' && target.type === 'external')) && (
        <TextInput
          aria-label={`${label}: ${t('name')}`}
          size="xs"
          w={150}
          value={isValue ? target.name : (target.externalType ?? '')}
          onChange={(e) =>
            onChange(isValue ? { ...target, name: e.currentTarget.value } : { ...target, externalType: e.currentTarget.value })
          }
        />
      )}
      {isValue && (
        <Select
          aria-label={`${label}: ${t('type')}`}
          size="xs"
          w={110}
          data={valueTypes.map((value) => ({ value, label: t(value) }))}
          value={target.type}
          allowDeselect={false}
          onChange={(value) => onChange(withType(target, valueTypes.find((v) => v === value) ?? 'string'))}
        />
      )}
      {(target.kind === 'timestamp' || (isValue && target.type === 'date')) && (
        <Select
          aria-label={`${label}: ${t('dateOrder')}`}
          size="xs"
          w={180}
          data={dateOrders.map((value) => ({ value, label: t(value) }))}
          value={target.dateOrder ?? 'ymd'}
          allowDeselect={false}
          onChange={(value) => onChange({ ...target, dateOrder: dateOrders.find((d): d is DateOrder => d === value) ?? 'ymd' })}
        />
      )}
    </div>
  );
}

function withType(target: Extract<Target, { kind: 'trait' | 'property' }>, type: ValueType): Target {
  const { kind, name, dateOrder } = target;
  return type === 'date' ? { kind, name, type, dateOrder: dateOrder ?? 'ymd' } : { kind, name, type };
}

function targetFor(choice: Choice, label: string, before: Target, firstConsent = 'marketing/email'): Target {
  const name =
    'name' in before
      ? before.name
      : label
          .trim()
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, '_') || 'column';
  switch (choice) {
    case 'trait':
    case 'property':
      return withType(
        { kind: choice, name, type: 'string', ...orderOf(before) },
        'type' in before && before.kind !== 'identifier' ? before.type : 'string',
      );
    case 'timestamp':
      return { kind: 'timestamp', dateOrder: orderOf(before).dateOrder ?? 'ymd' };
    case 'external':
      return { kind: 'identifier', type: 'external', externalType: name };
    case 'user_id':
    case 'email':
    case 'phone':
    case 'anonymous_id':
      return { kind: 'identifier', type: choice };
    case 'consent':
      return { kind: 'consent', cell: firstConsent };
    default:
      return { kind: choice };
  }
}

const orderOf = (target: Target): { dateOrder?: DateOrder } =>
  'dateOrder' in target && target.dateOrder ? { dateOrder: target.dateOrder } : {};
