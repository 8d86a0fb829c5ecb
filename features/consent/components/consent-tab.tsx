import { CategoryList } from '../categories/components/category-list';
import { FaultList } from '../categories/components/fault-list';
import type { consentTabs } from '../core/page-address';
import { loadConsent, loadFigures, loadIntake, loadTexts } from '../loaders';
import { TextList } from '../texts/components/text-list';
import { CellFigures } from './cell-figures';
import { ChannelList } from './channel-list';
import { ConsentTrend } from './consent-trend';
import { OriginFigures } from './origin-figures';
import { PurposeList } from './purpose-list';

type Props = { tab: (typeof consentTabs)[number]; params: Record<string, string | string[] | undefined> };

/** One tab of the consent page, with what it needs and no more. */
export async function ConsentTab({ tab, params }: Props) {
  if (tab === 'wordings') return <TextList {...(await loadTexts())} />;
  if (tab === 'figures') {
    const { cells, days, origins, asked, at, mayOpen, ...names } = await loadFigures(params);
    return (
      <>
        <ConsentTrend days={days} asked={asked} at={at} {...names} />
        <CellFigures cells={cells} mayOpen={mayOpen} {...names} />
        <OriginFigures origins={origins} />
      </>
    );
  }
  if (tab === 'intake') {
    const { faults, ...rest } = await loadIntake();
    return (
      <>
        <CategoryList {...rest} />
        <FaultList faults={faults} />
      </>
    );
  }
  const { purposes, channels, mayWrite } = await loadConsent();
  return (
    <>
      <PurposeList purposes={purposes} mayWrite={mayWrite} />
      <ChannelList channels={channels} mayWrite={mayWrite} />
    </>
  );
}
