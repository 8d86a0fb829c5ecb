import { getTranslations } from 'next-intl/server';
import { standardName } from '../core/standard-names';

/** Says the names of purposes and channels in the reader's language, where they are the ones every installation begins with. */
export async function publicNames() {
  const t = await getTranslations('preferences.names');
  return (kind: 'purpose' | 'description' | 'channel', key: string, name: string): string => {
    const standard = standardName(kind, key, name);
    return standard ? t(standard) : name;
  };
}
