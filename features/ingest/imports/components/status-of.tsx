import { useTranslations } from 'next-intl';
import { Status, type Tone } from '@/components/status';
import type { ImportStatus } from '../data/find-imports';

const tones: Record<ImportStatus, Tone> = {
  uploaded: 'warning',
  mapped: 'warning',
  checking: 'busy',
  checked: 'accent',
  queued: 'busy',
  running: 'busy',
  done: 'success',
  failed: 'danger',
  cancelled: 'neutral',
};

/** The state of an import in a word. */
export function ImportStatusMark({ status }: { status: ImportStatus }) {
  const t = useTranslations('imports.status');
  return <Status tone={tones[status]}>{t(status)}</Status>;
}
