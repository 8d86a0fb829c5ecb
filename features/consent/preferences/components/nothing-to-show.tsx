import { getTranslations } from 'next-intl/server';
import classes from './preferences.module.css';

/** For links that lead nowhere, whatever the reason: the page tells nobody whether there ever was somebody. */
export async function NothingToShow() {
  const t = await getTranslations('preferences');
  return (
    <div className={classes.page}>
      <h1>{t('nothing.title')}</h1>
      <p>{t('nothing.text')}</p>
    </div>
  );
}
