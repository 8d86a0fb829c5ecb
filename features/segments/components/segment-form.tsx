'use client';

import { Button, Skeleton, Textarea, TextInput } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useAction } from '@/components/use-action';
import { useToast } from '@/components/use-toast';
import { createSegmentAction, updateSegmentAction } from '../actions';
import { type EditorGroup, editorTreeOf, ruleOf } from '../core/editor-tree';
import type { Suggestions } from '../data/suggestions';
import type { RuleNode } from '../schema';
import { CostNotice, isCost } from './cost-notice';
import type { GoTo } from './editor/go-to';
import { LabelsField } from './labels-field';
import { PreviewPanel } from './preview-panel';
import classes from './segment-form.module.css';
import { describeRule } from './sentence/describe-rule';
import { useUnsavedGuard } from './use-unsaved-guard';
import { useWords } from './use-words';

const RuleEditor = dynamic(() => import('./editor/rule-editor').then((m) => m.RuleEditor), {
  ssr: false,
  loading: () => <Skeleton height={168} radius="md" />,
});

const FaultList = dynamic(() => import('./editor/fault-list').then((m) => m.FaultList), { ssr: false });
const RuleJson = dynamic(() => import('./editor/rule-json').then((m) => m.RuleJson), { ssr: false });
const TemplateGallery = dynamic(() => import('./templates/template-gallery').then((m) => m.TemplateGallery), { ssr: false });

type Props = {
  suggestions: Suggestions;
  /** The segment being changed; without an id it is a new one (perhaps a copy). */
  segment?: { id?: string; version?: number; name: string; description: string; labels: string[]; rule: RuleNode | undefined };
  /** Labels that other segments have. */
  labels: string[];
};

const emptyTree: EditorGroup = { combinator: 'all', rules: [] };

/** Name, rule, sentence and live preview of a segment that is made or changed. */
export function SegmentForm({ suggestions, segment, labels: known }: Props) {
  const t = useTranslations('segments');
  const router = useRouter();
  const toast = useToast();
  const words = useWords(suggestions);
  const [name, setName] = useState(segment?.name ?? '');
  const [description, setDescription] = useState(segment?.description ?? '');
  const [labels, setLabels] = useState(segment?.labels ?? []);
  const [note, setNote] = useState('');
  const [sent, setSent] = useState<RuleNode>();
  const [tree, setTree] = useState<EditorGroup>(() => (segment?.rule ? editorTreeOf(segment.rule) : emptyTree));
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState(false);
  const [marked, setMarked] = useState(false);
  const [goTo, setGoTo] = useState<GoTo>();
  const onReached = useCallback(() => setGoTo(undefined), []);
  const nameInput = useRef<HTMLInputElement>(null);
  const [asJson, setAsJson] = useState(false);
  const [broken, setBroken] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const rule = useMemo(() => (broken ? undefined : ruleOf(tree).rule), [tree, broken]);

  const original = useMemo(
    () => JSON.stringify([segment?.name ?? '', segment?.description ?? '', segment?.labels ?? [], segment?.rule ?? null]),
    [segment?.name, segment?.description, segment?.labels, segment?.rule],
  );
  const unsaved =
    !saved &&
    (note !== '' ||
      JSON.stringify([name, description, labels, rule ?? null]) !== original ||
      (rule === undefined && tree.rules.length > 0));
  useUnsavedGuard(unsaved, t('form.leave'));

  const leave = ({ id }: { id: string }) => {
    setSaved(true);
    router.push(`/segments/${id}`);
  };
  const create = useAction(createSegmentAction, { onSuccess: leave, success: t('form.created') });
  const update = useAction(updateSegmentAction, { onSuccess: leave, success: t('form.saved') });
  const pending = create.pending || update.pending;
  const refused = create.error ?? update.error;
  const fieldError = (path: string) => create.fieldError(path) ?? update.fieldError(path);

  const save = () => {
    setTried(true);
    if (name.trim() === '') return nameInput.current?.focus();
    if (!rule) {
      const [first] = broken ? [] : ruleOf(tree).issues;
      if (first) setGoTo({ at: first.path });
      return toast.failed(broken ? t('form.jsonBroken') : t('form.incomplete'));
    }
    setSent(rule);
    if (segment?.id !== undefined && segment.version !== undefined)
      void update.run({ id: segment.id, version: segment.version, name, description, labels, rule, note });
    else void create.run({ name, description, labels, rule });
  };

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className={classes.main}>
        <div className={classes.fields}>
          <TextInput
            ref={nameInput}
            label={t('form.name')}
            placeholder={t('form.namePlaceholder')}
            value={name}
            maxLength={120}
            error={tried && name.trim() === '' ? t('form.nameMissing') : fieldError('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label={t('form.description')}
            description={t('form.descriptionHelp')}
            autosize
            minRows={1}
            maxRows={4}
            maxLength={2000}
            value={description}
            error={fieldError('description')}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <LabelsField known={known} value={labels} error={fieldError('labels')} onChange={setLabels} />
        </div>
        <div className={classes.ruleHead}>
          <h2 className={classes.heading}>{t('form.rule')}</h2>
          <fieldset className={classes.views} aria-label={t('form.views')}>
            {([false, true] as const).map((json) => (
              <Button
                key={String(json)}
                variant={asJson === json ? 'light' : 'subtle'}
                color="gray"
                size="compact-sm"
                aria-pressed={asJson === json}
                disabled={broken && !json}
                onClick={() => setAsJson(json)}
              >
                {json ? t('form.asJson') : t('form.asConditions')}
              </Button>
            ))}
          </fieldset>
          <Button variant="default" size="compact-sm" leftSection={<IconTemplate size={14} />} onClick={() => setChoosing(true)}>
            {t('form.templates')}
          </Button>
        </div>
        {asJson && <RuleJson tree={tree} onTree={setTree} onBroken={setBroken} />}
        <div hidden={asJson}>
          <RuleEditor
            tree={tree}
            onChange={setTree}
            suggestions={suggestions}
            showIssues={tried || marked}
            goTo={goTo}
            onReached={onReached}
          />
        </div>
        {choosing && (
          <TemplateGallery
            words={words}
            onClose={() => setChoosing(false)}
            onChoose={(chosen) => {
              setTree(editorTreeOf(chosen.rule));
              setAsJson(false);
              setBroken(false);
              if (name.trim() === '') setName(chosen.name);
              if (description.trim() === '') setDescription(chosen.text);
              setChoosing(false);
            }}
          />
        )}
        <CostNotice rule={rule} words={words} refused={sent === rule ? refused : undefined} />
        {fieldError('rule') && !isCost(refused) && <p className={classes.error}>{fieldError('rule')}</p>}
        {rule && (
          <>
            <p className={classes.sentence}>{describeRule(rule, words)}</p>
            <p className={classes.missing}>
              {t('rule.missing')} {t('rule.matching')}
            </p>
          </>
        )}
        {!rule && !broken && tree.rules.length > 0 && (
          <FaultList
            tree={tree}
            onGo={(to) => {
              setAsJson(false);
              setMarked(true);
              setGoTo(to);
            }}
          />
        )}
        {segment?.id && (
          <TextInput
            className={classes.note}
            label={t('form.note')}
            description={t('form.noteHelp')}
            value={note}
            maxLength={500}
            error={fieldError('note')}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        )}
        <div className={classes.buttons}>
          <Button type="submit" loading={pending}>
            {segment?.id ? t('form.save') : t('form.create')}
          </Button>
          {unsaved && <span className={classes.unsaved}>{t('form.unsaved')}</span>}
        </div>
      </div>
      <PreviewPanel
        rule={rule}
        words={words}
        names={suggestions}
        saved={segment?.id ? { id: segment.id, rule: segment.rule } : undefined}
      />
    </form>
  );
}
