'use client';

import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';

/** A button that goes somewhere. Server components cannot pass `Link` to Mantine's `component`; this is the way round. */
export function LinkButton({ href, children, ...props }: ButtonProps & { href: string; children: ReactNode }) {
  return (
    <Button component={Link} href={href} {...props}>
      {children}
    </Button>
  );
}

/** A link in text. */
export function TextLink({ href, children, ...props }: AnchorProps & { href: string; children: ReactNode; onClick?: () => void }) {
  return (
    <Anchor component={Link} href={href} {...props}>
      {children}
    </Anchor>
  );
}
