/** How to show values to a person: in their language's digits, in the company's zone and currency. */
export type FormatContext = { locale: string; timeZone: string; currency: string };

type Moment = Date | string | number;

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const dateOptions = {
  date: { year: 'numeric', month: 'short', day: 'numeric' },
  day: { month: 'short', day: 'numeric' },
  dateTime: { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  timeSeconds: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  month: { year: 'numeric', month: 'long' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

/** What stands where there is no value. */
export const noValue = '–';

/**
 * The one way to turn dates, numbers and money into text. All functions accept null or an unreadable date and answer `–`.
 * `relative(at, now)`: "3 hours ago", to the largest whole unit, "now" under 45 seconds. `money(amount, currency?)`: amount in
 * major units; `moneyRounded` without its fraction, for totals; an unknown currency code is written behind the number. `percent(0.123)`: "12.3%". `precise` keeps four decimals. `calendarMonth` names the
 * month of the Gregorian calendar in every language: for figures that are counted by it. `compact(12345)`: "12K".
 */
export function createFormat({ locale, timeZone, currency }: FormatContext) {
  const dates = new Map<string, Intl.DateTimeFormat>();
  const dateText = (style: keyof typeof dateOptions, calendar?: string) => (at: Moment | null | undefined) => {
    const date = at == null ? null : new Date(at);
    if (!date || Number.isNaN(date.getTime())) return noValue;
    const key = `${style} ${calendar ?? ''}`;
    let format = dates.get(key);
    if (!format) {
      const options = { ...dateOptions[style], timeZone, ...(calendar ? { calendar } : {}) };
      dates.set(key, (format = new Intl.DateTimeFormat(locale, options)));
    }
    return format.format(date);
  };
  const numberText = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, options);
    return (value: number | null | undefined) => (value == null || Number.isNaN(value) ? noValue : format.format(value));
  };
  const relativeText = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'long' });
  const plain = numberText({ maximumFractionDigits: 2 });

  return {
    date: dateText('date'),
    day: dateText('day'),
    dateTime: dateText('dateTime'),
    time: dateText('time'),
    timeSeconds: dateText('timeSeconds'),
    month: dateText('month'),
    calendarMonth: dateText('month', 'gregory'),
    relative(at: Moment | null | undefined, now: Moment = Date.now()): string {
      const date = at == null ? null : new Date(at);
      if (!date || Number.isNaN(date.getTime())) return noValue;
      const seconds = (date.getTime() - new Date(now).getTime()) / 1000;
      if (Math.abs(seconds) < 45) return relativeText.format(0, 'second');
      const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? (['minute', 60] as const);
      return relativeText.format(Math.trunc(seconds / size) || Math.sign(seconds), unit);
    },
    number: plain,
    integer: numberText({ maximumFractionDigits: 0 }),
    precise: numberText({ maximumFractionDigits: 4 }),
    compact: numberText({ notation: 'compact', maximumFractionDigits: 1 }),
    percent: numberText({ style: 'percent', maximumFractionDigits: 1 }),
    signedPercent: numberText({ style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' }),
    signed: numberText({ signDisplay: 'exceptZero', maximumFractionDigits: 0 }),
    bytes(value: number | null | undefined): string {
      if (value == null) return noValue;
      const step = Math.min(3, Math.floor(Math.log10(Math.max(value, 1)) / 3));
      const unit = (['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const)[step] ?? 'byte';
      return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value / 1000 ** step);
    },
    money(amount: number | null | undefined, code: string | null = currency): string {
      if (amount == null || Number.isNaN(amount)) return noValue;
      try {
        return new Intl.NumberFormat(locale, { style: 'currency', currency: code ?? currency }).format(amount);
      } catch {
        return `${plain(amount)} ${code}`;
      }
    },
    moneyRounded: numberText({ style: 'currency', currency, maximumFractionDigits: 0 }),
    list: (items: string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string =>
      new Intl.ListFormat(locale, { type, style: 'long' }).format(items),
  };
}

export type Format = ReturnType<typeof createFormat>;
