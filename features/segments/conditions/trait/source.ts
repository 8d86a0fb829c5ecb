import { builtInTraits, isBuiltIn } from '../../constants';
import type { Statement } from '../../core/statement';
import type { ProfileFacts } from '../types';
import { pathSql, valueAt } from '../value-path';
import { builtInSource, jsonSource, type ValueSource } from '../value-source';
import type { TraitRef } from './schema';

/** The trait of `profiles p`, or a column that reads like one. */
export const traitSource = (s: Statement, { trait, path = [] }: TraitRef): ValueSource =>
  isBuiltIn(trait) ? builtInSource(trait) : jsonSource(pathSql(s, 'p.traits', [trait, ...path]));

/** The same value from plain data. A trait named like something on Object.prototype is still only a trait. */
export const traitValue = ({ builtIn, traits }: Pick<ProfileFacts, 'builtIn' | 'traits'>, { trait, path = [] }: TraitRef): unknown =>
  isBuiltIn(trait) ? builtIn[trait] : valueAt(traits, [trait, ...path]);

/** Whether the value is a moment by its column's type, and no text. */
export const isMomentColumn = ({ trait }: TraitRef): boolean => isBuiltIn(trait) && builtInTraits[trait] === 'date';
