import { configurationTables, operationTables, staffTables } from './data-map/operations';
import { behaviourTables, contentTables, profileTables } from './data-map/people';
import type { DataMap } from './data-map/types';

/**
 * What every column of every table holds and whose it is. Access export, erasure, masking, retention and the record of
 * processing are derived from this page and from nothing else; a test fails on a column that is not here.
 */
export const dataMap: DataMap = {
  ...profileTables,
  ...behaviourTables,
  ...contentTables,
  ...staffTables,
  ...configurationTables,
  ...operationTables,
};
