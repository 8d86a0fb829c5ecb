import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { getFormat } from '@/lib/i18n/get-format';
import { openStates } from '../constants';
import type { RequestPage } from '../loaders';
import { AssignSelect } from './assign-select';
import { GivenIdentifiers } from './given-identifiers';
import classes from './request.module.css';

/** What was asked, when, by whom, and who has done what about it. */
export async function RequestFacts({ page: { request, names, officers, can } }: { page: RequestPage }) {
  const [t, words, format] = await Promise.all([getTranslations('requests.facts'), getTranslations('requests'), getFormat()]);
  const name = (id: string | null) => (id ? (names[id] ?? '–') : null);
  const open = (openStates as readonly string[]).includes(request.state);
  const given = request.identifiers.map(({ type, value }) => (type ? `${type}: \u2068${value}\u2069` : `\u2068${value}\u2069`)).join('\n');
  const facts: [string, ReactNode][] = [
    [t('type'), words(`typeText.${request.type}`)],
    [t('received'), format.dateTime(request.receivedAt)],
    [t('due'), format.dateTime(request.dueAt)],
    [t('extended'), request.extendedAt && [format.date(request.extendedAt), request.extensionReason].filter(Boolean).join(': ')],
    [
      t('assignee'),
      open && can.write ? (
        <AssignSelect key={request.assigneeId} requestId={request.id} assigneeId={request.assigneeId} officers={officers} />
      ) : (
        (name(request.assigneeId) ?? t('nobody'))
      ),
    ],
    [t('name'), request.name && <bdi>{request.name}</bdi>],
    [t('contact'), request.contact && <bdi dir="ltr">{request.contact}</bdi>],
    [
      t('given'),
      given &&
        (request.state === 'received' && can.write ? (
          <GivenIdentifiers requestId={request.id} identifiers={request.identifiers} />
        ) : (
          <span className={classes.said}>{given}</span>
        )),
    ],
    [
      t('message'),
      request.message && (
        <span className={classes.said} dir="auto">
          {request.message}
        </span>
      ),
    ],
    [t('origin'), words(`origin.${request.origin}`)],
    [t('registeredBy'), name(request.registeredBy)],
    [t('proof'), request.proof && words(`proof.${request.proof}`)],
    [t('verifiedBy'), request.verifiedBy && <By key="verified" who={name(request.verifiedBy)} at={format.dateTime(request.verifiedAt)} />],
    [t('approvedBy'), request.approvedBy && <By key="approved" who={name(request.approvedBy)} at={format.dateTime(request.approvedAt)} />],
    [t('lifted'), request.liftedAt && format.dateTime(request.liftedAt)],
  ];
  return (
    <aside className={classes.aside} aria-label={t('title')}>
      <dl className={classes.pairs}>
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </aside>
  );
}

const By = ({ who, at }: { who: string | null; at: string }) => (
  <>
    <bdi>{who}</bdi>
    <br />
    {at}
  </>
);
