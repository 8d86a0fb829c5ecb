import { getTranslations } from 'next-intl/server';
import { preferencePath, readUnsubscribeToken } from '../../core/links';
import { publicNames } from './names';
import classes from './preferences.module.css';

type Named = { key: string; name: string };
type Props = { token: string; page: { address: string; purpose: Named; channel: Named }; locale: string; done: boolean };

/** Asks before an unsubscribe link takes effect, and says afterwards that it has. */
export async function UnsubscribeForm({ token, page, locale, done }: Props) {
  const [t, nameOf] = await Promise.all([getTranslations('preferences'), publicNames()]);
  const purpose = nameOf('purpose', page.purpose.key, page.purpose.name);
  const channel = nameOf('channel', page.channel.key, page.channel.name);
  const link = readUnsubscribeToken(decodeURIComponent(token));
  return (
    <div className={classes.page}>
      <h1>{done ? t('unsubscribe.done') : t('unsubscribe.title')}</h1>
      <p role={done ? 'status' : undefined}>{t(done ? 'unsubscribe.doneText' : 'unsubscribe.text', { purpose, channel })}</p>
      {page.address && (
        <p>{t.rich('unsubscribe.address', { address: page.address, b: (text) => <bdi className={classes.address}>{text}</bdi> })}</p>
      )}
      {!done && (
        <form method="post" action={`/unsubscribe/${token}?lang=${locale}`} className={classes.actions}>
          <input type="hidden" name="confirm" value="1" />
          <button type="submit" className={classes.primary}>
            {t('unsubscribe.confirm')}
          </button>
        </form>
      )}
      {link && (
        <p className={classes.note}>
          <a href={preferencePath({ ...link, locale })}>{t('unsubscribe.more')}</a>
        </p>
      )}
    </div>
  );
}
