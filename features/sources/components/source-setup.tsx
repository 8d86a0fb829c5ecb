import { getTranslations } from 'next-intl/server';
import { CodeBlock } from '@/components/code-block';
import { Mono } from '@/components/mono';
import { Section } from '@/components/page-body';
import { browserSnippet, curlExample, nodeExample } from '../core/snippet';
import type { Source } from '../data/read-source';
import { loadSetup } from '../loaders';
import { RotateKeyButton } from './rotate-key-button';
import classes from './sources.module.css';

const PLACEHOLDER = 'WRITE_KEY';

/** The key and the lines to paste. */
export async function SourceSetup({ source }: { source: Source }) {
  const [t, { appUrl, writeKey }] = await Promise.all([getTranslations('sources.setup'), loadSetup(source.id)]);
  const key = writeKey ?? PLACEHOLDER;
  return (
    <div className={classes.stack}>
      <Section title={t('key')} description={writeKey === null ? t('keyHidden') : t('keyHelp')}>
        {writeKey !== null && (
          <div className={classes.keyLine}>
            <div className={classes.keyValue} data-testid="write-key">
              <Mono copy>{writeKey}</Mono>
            </div>
            <RotateKeyButton id={source.id} />
          </div>
        )}
      </Section>
      <Section title={t('address')} description={t('others')}>
        <Mono copy>{appUrl}</Mono>
      </Section>
      <Section title={t('browser')} description={t('browserHelp')}>
        <CodeBlock code={browserSnippet(key, appUrl)} label={t('browser')} maxHeight="30rem" />
      </Section>
      <Section title={t('node')} description={t('nodeHelp')}>
        <CodeBlock code={nodeExample(key, appUrl)} label={t('node')} />
      </Section>
      <Section title={t('curl')} description={t('curlHelp')}>
        <CodeBlock code={curlExample(key, appUrl)} label={t('curl')} />
      </Section>
    </div>
  );
}
