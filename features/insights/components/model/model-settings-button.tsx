'use client';

import { Button } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsBoolean, useQueryState } from 'nuqs';
import type { ModelView } from '../../data/model-view';

const ModelSettingsDialog = dynamic(() => import('./model-settings-dialog').then((m) => m.ModelSettingsDialog), { ssr: false });

/** Opens what may be chosen about the model; the open dialog is part of the address. */
export function ModelSettingsButton({ model }: { model: ModelView }) {
  const t = useTranslations('insights.settings');
  const [open, setOpen] = useQueryState('model', parseAsBoolean.withDefault(false).withOptions({ history: 'push' }));
  return (
    <>
      <Button variant="default" leftSection={<IconAdjustments size={16} />} onClick={() => void setOpen(true)}>
        {t('button')}
      </Button>
      {open && <ModelSettingsDialog model={model} onClose={() => void setOpen(null)} />}
    </>
  );
}
