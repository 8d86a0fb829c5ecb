import {
  IconBolt,
  IconBrowser,
  IconDeviceMobile,
  IconEye,
  IconLink,
  IconMail,
  IconPhone,
  IconReceipt,
  IconReceiptRefund,
  IconShoppingCart,
  IconTicket,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import classes from './timeline.module.css';

type Icon = ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;

const kinds: [RegExp, Icon][] = [
  [/^\$page/, IconBrowser],
  [/^\$screen/, IconDeviceMobile],
  [/^\$identify|sign|log(ged)? ?(in|out)/i, IconUser],
  [/^\$group/, IconUsersGroup],
  [/^\$alias/, IconLink],
  [/refund|return/i, IconReceiptRefund],
  [/order|purchase|payment/i, IconReceipt],
  [/cart|added|checkout|removed/i, IconShoppingCart],
  [/viewed|searched/i, IconEye],
  [/mail|unsubscribe/i, IconMail],
  [/call/i, IconPhone],
  [/ticket|case/i, IconTicket],
];

/** A mark for the kind of event; the sentence beside it says the same in words. */
export function EventIcon({ name }: { name: string }) {
  const Shown = kinds.find(([pattern]) => pattern.test(name))?.[1] ?? IconBolt;
  return (
    <span className={classes.icon}>
      <Shown size={16} stroke={1.5} aria-hidden />
    </span>
  );
}
