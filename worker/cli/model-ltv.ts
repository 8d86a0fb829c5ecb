import { closeSync, openSync, writeSync } from 'node:fs';
import { dayText } from '@/features/traits/core/days';
import { type ModelSettings, modelSettingsSchema } from '@/features/traits/schema';
import { type DateForm, dateForms, readDay } from './ltv/dates';
import { readTransactions } from './ltv/read-transactions';
import { ltvReport } from './ltv/report';
import { type Command, line, optional, required, UsageError } from './types';

type Values = Record<string, string | boolean | undefined>;

function dayGiven(values: Values, name: string): number | undefined {
  const text = optional(values, name);
  if (text === undefined) return undefined;
  const day = readDay(text, 'ymd');
  if (day === undefined) throw new UsageError(`--${name} takes a day as in 2026-09-30.`);
  return day;
}

function settingsOf(values: Values): ModelSettings {
  const number = (name: string) => {
    const text = optional(values, name);
    return text === undefined ? undefined : Number(text);
  };
  const parsed = modelSettingsSchema.safeParse({
    model: optional(values, 'model'),
    horizonDays: number('horizon'),
    marginPercent: number('margin'),
    discountPercent: number('discount'),
  });
  if (parsed.success) return parsed.data;
  const [fault] = parsed.error.issues;
  const flags: Record<string, string> = { model: 'model', horizonDays: 'horizon', marginPercent: 'margin', discountPercent: 'discount' };
  throw new UsageError(`--${flags[String(fault?.path[0])] ?? 'model'}: ${fault?.message ?? 'not valid'}.`);
}

function dateForm(values: Values): DateForm | undefined {
  const given = optional(values, 'date-format');
  const found = dateForms.find((form) => form === given);
  if (given !== undefined && !found) throw new UsageError(`--date-format takes ${dateForms.join(', ')}.`);
  return found;
}

export const modelLtv: Command = {
  name: 'model ltv',
  usage: '--input FILE.csv [--calibration-end DAY] --output FILE.json',
  summary: 'Fits BG/NBD, MBG/NBD and Gamma-Gamma to purchases in a file; needs no running installation.',
  details: [
    '--input             purchases, one a line: customer, date, amount; a header is recognised, the delimiter guessed',
    '--output            the result as JSON: parameters, log-likelihoods, hold-out errors, a score a customer',
    '--calibration-end   last day the models see, as in 1997-09-30; what comes after is the hold-out',
    '--observation-end   last day observed; without it the day of the last purchase',
    '--customer-column, --date-column, --amount-column   by name, or by number from 1; without them they are guessed',
    '--quantity-column, --price-column   in place of the amount',
    '--date-format       dmy or mdy, when 1/2/2026 is not clear; dates are taken as written',
    '--model             mbgnbd (default) or bgnbd: the one that scores',
    '--horizon           days of the probability of no purchase (90)',
    '--margin, --discount   percent of revenue, percent a year (100, 10)',
    '--skip-invalid      leave out rows that cannot be read, and count them',
  ],
  options: {
    ...Object.fromEntries(
      [
        'input',
        'output',
        'calibration-end',
        'observation-end',
        'customer-column',
        'date-column',
        'amount-column',
        'quantity-column',
        'price-column',
        'date-format',
        'model',
        'horizon',
        'margin',
        'discount',
      ].map((name) => [name, { type: 'string' as const }]),
    ),
    'skip-invalid': { type: 'boolean' },
  },
  run: async ({ values }, { out }) => {
    const file = required(values, 'input');
    const output = required(values, 'output');
    const settings = settingsOf(values);
    const column = (name: string) => optional(values, `${name}-column`);
    const given = {
      customer: column('customer'),
      date: column('date'),
      amount: column('amount'),
      quantity: column('quantity'),
      price: column('price'),
    };
    const [calibrationEnd, observed] = [dayGiven(values, 'calibration-end'), dayGiven(values, 'observation-end')];
    const transactions = await readTransactions({ file, given, dateForm: dateForm(values), skipInvalid: values['skip-invalid'] === true });
    const observationEnd = observed ?? transactions.lastDay;
    if (observationEnd < transactions.lastDay)
      throw new UsageError(`--observation-end is before the last purchase (${dayText(transactions.lastDay)}).`);
    if (calibrationEnd !== undefined && (calibrationEnd < transactions.firstDay || calibrationEnd >= observationEnd))
      throw new UsageError(`--calibration-end must lie between ${dayText(transactions.firstDay)} and ${dayText(observationEnd - 1)}.`);
    const { log: _, customers: __, firstDay, lastDay, ...read } = transactions;
    const report = ltvReport({ transactions, calibrationEnd, observationEnd, settings });
    const result = { input: { file, ...read, firstPurchase: dayText(firstDay), lastPurchase: dayText(lastDay) }, ...report };
    writeResult(output, result);
    for (const text of summaryOf(result)) line(out, text);
    line(out, `Written: ${output}`);
  },
};

/** As JSON, a score a line: as one text, the scores of a million customers would be longer than a text may be. */
function writeResult(file: string, { scores, ...rest }: { scores: readonly object[] }): void {
  const handle = openSync(file, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(rest, null, 1).slice(0, -2)},\n "scores": [\n`);
    for (let i = 0; i < scores.length; i += 1_000) {
      const lines = scores.slice(i, i + 1_000).map((score) => `  ${JSON.stringify(score)}`);
      writeSync(handle, `${lines.join(',\n')}${i + 1_000 < scores.length ? ',' : ''}\n`);
    }
    writeSync(handle, ' ]\n}\n');
  } finally {
    closeSync(handle);
  }
}

/** What was found, for people. */
function summaryOf({
  input,
  data,
  models,
  chosen,
  spend,
  warnings,
}: ReturnType<typeof ltvReport> & { input: { rows: number; leftOut: Record<string, number>; columns: Record<string, string> } }): string[] {
  const shown = (parameters: object) =>
    Object.entries(parameters)
      .map(([name, value]) => `${name} ${Number(value).toPrecision(5)}`)
      .join(', ');
  const left = Object.entries(input.leftOut).filter(([, n]) => n > 0);
  const errors = (holdout: { mae: number; rmse: number; totalError: number | null } | null) =>
    holdout
      ? `; hold-out MAE ${holdout.mae.toFixed(4)}, RMSE ${holdout.rmse.toFixed(4)}, total ${((holdout.totalError ?? 0) * 100).toFixed(1)} %`
      : '';
  return [
    `${input.rows} rows (${Object.entries(input.columns)
      .map(([what, name]) => `${what}: ${name}`)
      .join(', ')})${left.length > 0 ? `, left out: ${left.map(([why, n]) => `${why} ${n}`).join(', ')}` : ''}`,
    `${data.customers} customers, ${data.repeatPurchases} repeat purchase days`,
    ...(['bgnbd', 'mbgnbd'] as const).map(
      (name) =>
        `${name}: ${shown(models[name].parameters)}; log-likelihood ${models[name].logLikelihood.toFixed(4)}${errors(models[name].holdout)}`,
    ),
    ...(models.naive.holdout ? [`naive rate${errors(models.naive.holdout).replace(';', ':')}`] : []),
    `${spend.model}: ${shown(spend.parameters)}${spend.logLikelihood === null ? '' : `; log-likelihood ${spend.logLikelihood.toFixed(4)}`}`,
    `Scores by ${chosen}`,
    ...warnings.map((text) => `Warning: ${text}`),
  ];
}
