'use client';

import { Alert, Button, Group, Table } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Section } from '@/components/page-body';
import { Stat, Stats } from '@/components/stat';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { useSaid } from '@/components/use-said';
import { runImportAction } from '../actions';
import type { CheckReport } from '../types';

/** The dry run's figures and the reasons of refusals, before anything is stored. */
export function CheckStep({ id, report, onChange }: { id: string; report: CheckReport; onChange: () => void }) {
  const t = useTranslations('imports.check');
  const codes = useTranslations('imports.codes');
  const said = useSaid();
  const format = useFormat();
  const router = useRouter();
  const { run, pending } = useAction(runImportAction, { onSuccess: () => router.refresh() });
  const figures = ['rows', 'valid', 'rejected', 'duplicates', 'existing', 'fresh'] as const;
  return (
    <>
      <Section title={t('title')} description={t('help')}>
        <Stats>
          {figures.map((name) => (
            <Stat key={name} label={t(name)} value={format.integer(report[name])} />
          ))}
        </Stats>
        {report.valid === 0 && (
          <Alert color="yellow" variant="light" mt="md">
            {t('nothing')}
          </Alert>
        )}
        <Group mt="lg">
          <Button loading={pending} disabled={report.valid === 0} onClick={() => void run({ id })}>
            {t('run', { count: report.valid })}
          </Button>
          <Button variant="default" onClick={onChange}>
            {t('change')}
          </Button>
        </Group>
      </Section>
      {report.byReason.length > 0 && (
        <Section title={t('reasons')}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('reason')}</Table.Th>
                <Table.Th ta="end">{t('count')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {report.byReason.map(({ code, count, sample }) => (
                <Table.Tr key={code}>
                  <Table.Td>
                    <strong>{codes(code)}</strong>
                    <div dir="auto">{t('example', { line: sample.line, reason: said({ ...sample, message: sample.reason }) })}</div>
                  </Table.Td>
                  <Table.Td ta="end">{format.integer(count)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Section>
      )}
    </>
  );
}
