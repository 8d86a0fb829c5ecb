'use client';

import { Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Step } from '../core/state-machine';

const StepDialog = dynamic(() => import('./step-dialog').then((module) => module.StepDialog));

const order = ['await_identity', 'resume_clock', 'extend', 'send_back', 'refuse', 'cancel'] as const;
export type MenuStep = (typeof order)[number];

const labels = {
  await_identity: 'await',
  resume_clock: 'resume',
  extend: 'extend',
  send_back: 'sendBack',
  refuse: 'refuse',
  cancel: 'cancel',
} as const;

type Props = { requestId: string; steps: Step[]; mail: 'sent' | 'noAddress' | 'noServer' };

/** The steps beside the next one, as far as they are open now. */
export function RequestMenu({ requestId, steps, mail }: Props) {
  const t = useTranslations('requests.more');
  const [step, setStep] = useState<MenuStep>();
  const open = order.filter((one) => steps.includes(one));
  if (open.length === 0) return null;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" leftSection={<IconDots size={16} aria-hidden />}>
            {t('label')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {open.map((one) => (
            <Menu.Item key={one} {...(one === 'refuse' || one === 'cancel' ? { color: 'red' } : {})} onClick={() => setStep(one)}>
              {t(labels[one])}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {step && <StepDialog requestId={requestId} step={step} name={labels[step]} mail={mail} onClose={() => setStep(undefined)} />}
    </>
  );
}
