import { useTranslations } from 'next-intl';
import type { Provenance } from '../types';
import classes from './profile.module.css';

/** Who said a value: a source by its name, or the model and version that computed or predicted it. */
export function TraitOrigin({ from, nameOf }: { from: Provenance | undefined; nameOf: ReadonlyMap<string, string> }) {
  const t = useTranslations('profiles.traits');
  if (!from) return t('computed');
  if ('sourceId' in from) return nameOf.get(from.sourceId) ?? t('unknownSource');
  const { kind, model, version } = from;
  return (
    <>
      {t.has(`models.${model}` as 'models.clv') ? t(`models.${model}` as 'models.clv') : model}
      <br />
      <small className={classes.quiet}>{t(kind === 'predicted' ? 'predicted' : 'computedBy', { version })}</small>
    </>
  );
}
