/** What the whole interface needs to know of the company: dates are shown in its zone, totals in its currency. */
export type Company = { name: string; timeZone: string; currency: string };

/** Before anyone has set anything. */
export const unsetCompany: Company = { name: '', timeZone: 'UTC', currency: 'EUR' };

type Holder = { __tesseraCompany?: () => Promise<Company> };
const holder = globalThis as Holder;

/** Tells this layer, which knows no database, where the company's settings come from. Called once by the root layout. */
export function setCompanyReader(read: () => Promise<Company>): void {
  holder.__tesseraCompany = read;
}

/** The company's settings, or the defaults while no reader is set. */
export const readCompany = (): Promise<Company> => holder.__tesseraCompany?.() ?? Promise.resolve(unsetCompany);
