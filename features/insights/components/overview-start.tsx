import { IconDatabaseImport, IconPlugConnected, IconSparkles } from '@tabler/icons-react';
import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/link-button';
import { DemoCard } from '@/features/sources/demo/components/demo-card';
import type { DemoState } from '@/features/sources/demo/types';
import classes from './overview.module.css';

type Props = { may: { sources: boolean; imports: boolean }; demo: { state: DemoState | undefined; mayChange: boolean } };

/** The first page before there is any data: three ways to begin. */
export async function OverviewStart({ may, demo }: Props) {
  const t = await getTranslations('overview.start');
  if (!may.sources && !may.imports && !demo.mayChange) return <p className={classes.none}>{t('nothing')}</p>;
  return (
    <ul className={classes.start}>
      {may.sources && (
        <li className={classes.step}>
          <IconPlugConnected className={classes.stepIcon} aria-hidden />
          <h2 className={classes.stepTitle}>{t('sourceTitle')}</h2>
          <p className={classes.stepText}>{t('sourceText')}</p>
          <LinkButton href="/sources?new=true">{t('sourceAction')}</LinkButton>
        </li>
      )}
      {may.imports && (
        <li className={classes.step}>
          <IconDatabaseImport className={classes.stepIcon} aria-hidden />
          <h2 className={classes.stepTitle}>{t('importTitle')}</h2>
          <p className={classes.stepText}>{t('importText')}</p>
          <LinkButton href="/imports/new" variant="default">
            {t('importAction')}
          </LinkButton>
        </li>
      )}
      {demo.mayChange && (
        <li className={classes.step}>
          <IconSparkles className={classes.stepIcon} aria-hidden />
          <h2 className={classes.stepTitle}>{t('demoTitle')}</h2>
          <p className={classes.stepText}>{t('demoText')}</p>
          <DemoCard initial={demo.state} mayChange={demo.mayChange} />
        </li>
      )}
    </ul>
  );
}
