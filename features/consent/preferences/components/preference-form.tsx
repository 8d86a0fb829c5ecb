import { getTranslations } from 'next-intl/server';
import { readCompany } from '@/lib/company';
import { choiceField } from '../core/choices';
import type { PreferencePage } from '../data';
import { publicNames } from './names';
import classes from './preferences.module.css';

type Props = { token: string; page: PreferencePage; locale: string; saved: boolean };

/** What a person allows, purpose by purpose, as a form that needs no script. */
export async function PreferenceForm({ token, page, locale, saved }: Props) {
  const [t, company, nameOf] = await Promise.all([getTranslations('preferences'), readCompany(), publicNames()]);
  return (
    <div className={classes.page}>
      <h1>{company.name ? t.rich('heading', { company: company.name, b: (text) => <bdi>{text}</bdi> }) : t('title')}</h1>
      <p>
        {page.address
          ? t.rich('about', { address: page.address, b: (text) => <bdi className={classes.address}>{text}</bdi> })
          : t('aboutYou')}
      </p>
      {saved && (
        <p role="status" className={classes.saved}>
          {t('saved')}
        </p>
      )}
      {page.purposes.length === 0 ? (
        <p>{t('nothingAsked')}</p>
      ) : (
        <form method="post" action={`/api/public/preferences/${token}?lang=${locale}`}>
          {page.purposes.map((purpose) => (
            <fieldset key={purpose.key} className={classes.purpose}>
              <legend>{nameOf('purpose', purpose.key, purpose.name)}</legend>
              {purpose.description && <p className={classes.description}>{nameOf('description', purpose.key, purpose.description)}</p>}
              {purpose.choices.map((choice) => {
                const field = choiceField(choice);
                return (
                  <label key={field} className={classes.choice}>
                    <input type="hidden" name="asked" value={field} />
                    <input type="checkbox" name="on" value={field} defaultChecked={choice.on} />
                    <span>
                      <span className={classes.channel}>{nameOf('channel', choice.channel, choice.channelName)}</span>
                      {choice.text && (
                        <span className={classes.text} {...(choice.ref?.endsWith(`-${locale}`) ? {} : { lang: choice.ref?.slice(-2) })}>
                          {choice.text}
                        </span>
                      )}
                    </span>
                  </label>
                );
              })}
            </fieldset>
          ))}
          <div className={classes.actions}>
            <button type="submit" className={classes.primary}>
              {t('save')}
            </button>
            <button type="submit" name="all" value="1" className={classes.secondary}>
              {t('none')}
            </button>
          </div>
        </form>
      )}
      <p className={classes.note}>{t('note')}</p>
    </div>
  );
}
