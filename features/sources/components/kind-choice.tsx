'use client';

import { Radio } from '@mantine/core';
import { IconBrandJavascript, IconDatabase, IconFileUpload, IconFolderSymlink, IconWebhook } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import classes from '../connections/components/connections.module.css';
import type { SourceKind } from '../schema';

const icons = { sdk: IconBrandJavascript, file: IconFileUpload, postgres: IconDatabase, files: IconFolderSymlink, webhook: IconWebhook };
const kinds = Object.keys(icons) as SourceKind[];

/** The gallery of kinds: what sends, what is uploaded, and what is read from elsewhere. */
export function KindChoice({ value, onChange }: { value: SourceKind; onChange: (kind: SourceKind) => void }) {
  const t = useTranslations('sources.new');
  return (
    <Radio.Group label={t('kind')} value={value} onChange={(next) => onChange(kinds.find((kind) => kind === next) ?? 'sdk')}>
      <div className={classes.cards}>
        {kinds.map((kind) => {
          const Icon = icons[kind];
          return (
            <Radio.Card key={kind} value={kind} className={classes.card ?? ''} aria-label={t(kind)} aria-description={t(`${kind}Help`)}>
              <Radio.Indicator />
              <div>
                <strong>
                  <Icon size={16} stroke={1.5} aria-hidden /> {t(kind)}
                </strong>
                <div className={classes.quiet}>{t(`${kind}Help`)}</div>
              </div>
            </Radio.Card>
          );
        })}
      </div>
    </Radio.Group>
  );
}
