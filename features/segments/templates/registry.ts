import { app } from './app';
import { bank } from './bank';
import { retail } from './retail';
import { saas } from './saas';
import { service } from './service';
import { shop } from './shop';
import { telecom } from './telecom';
import type { Industry, Template } from './types';

/** The common segments of each field, the most asked for first. */
export const templates: Readonly<Record<Industry, readonly Template[]>> = { shop, retail, bank, saas, telecom, service, app };
