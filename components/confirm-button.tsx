'use client';

import { Button, type ButtonProps } from '@mantine/core';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';

const ConfirmDialog = dynamic(() => import('./confirm-dialog').then((m) => m.ConfirmDialog), { ssr: false });

type Props = Omit<ButtonProps, 'onClick'> & {
  children: ReactNode;
  /** The dialog's title, as a question or an order: "Delete the source Shop". */
  title: string;
  /** What will happen, with the numbers: "Its 1,204 events stay; its key stops working at once." */
  consequence: ReactNode;
  /** The verb on the dialog's button. */
  verb: string;
  /** For what cannot be undone: the word to be typed. */
  typed?: string;
  /** Keeps the dialog open when it answers false. */
  onConfirm: () => Promise<unknown>;
};

/** A button for what cannot be taken back: says the consequences first. For what can, act at once and offer Undo in the toast. */
export function ConfirmButton({ children, title, consequence, verb, typed, onConfirm, ...button }: Props) {
  const [asked, setAsked] = useState(false);
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant="default"
        {...button}
        onClick={() => {
          setAsked(true);
          setOpened(true);
        }}
      >
        {children}
      </Button>
      {asked && (
        <ConfirmDialog opened={opened} onClose={() => setOpened(false)} title={title} verb={verb} typed={typed} onConfirm={onConfirm}>
          {consequence}
        </ConfirmDialog>
      )}
    </>
  );
}
