import { sql } from '@/db/client';
import { FORM_SETTING } from '../constants';

/** Whether the public form is offered: yes, unless it was switched off. */
export async function readFormEnabled(): Promise<boolean> {
  const [row] = await sql()<{ value: unknown }[]>`select value from settings where key = ${FORM_SETTING}`;
  return row?.value !== false;
}
