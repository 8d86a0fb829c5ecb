import { AppError } from '@/lib/errors';
import { surfaces } from '../permissions';
import { type Problem, problemOf } from './problem';

type Route = { parts: string[]; methods: Set<string> };

const routes: Route[] = [...methodsByPath()].map(([path, methods]) => ({ parts: path.split('/'), methods }));

/**
 * The problem document for a method that the API route at this path does not know, and its `Allow` header. Undefined when the route
 * knows the method, or no route of the API stands there. Next itself answers these with an empty 405.
 */
export function wrongMethod(method: string, path: string): { problem: Problem; allow: string } | undefined {
  const allowed = allowedMethods(path);
  if (!allowed || allowed.includes(method)) return undefined;
  const allow = allowed.join(', ');
  return {
    problem: problemOf(new AppError('method_not_allowed', `This address knows only ${allow}.`, { key: 'wrongMethod', values: { allow } })),
    allow,
  };
}

/** Of several routes that fit, the one with the fixed words counts, as in Next. */
function allowedMethods(path: string): string[] | undefined {
  const asked = path.slice(1).split('/');
  const fitting = routes.filter(({ parts }) => fits(parts, asked));
  const best = fitting.reduce<Route | undefined>((a, b) => (a && rank(a) <= rank(b) ? a : b), undefined);
  if (!best) return undefined;
  return [...best.methods, 'OPTIONS', ...(best.methods.has('GET') ? ['HEAD'] : [])].sort();
}

function methodsByPath(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const name of Object.keys(surfaces)) {
    const [, path, method] = /^app\/(api\/.*)\/route\.ts (\w+)$/.exec(name) ?? [];
    if (path !== undefined && method !== undefined) found.set(path, (found.get(path) ?? new Set()).add(method));
  }
  return found;
}

const isRest = (part: string): boolean => /^\[\[?\.\.\./.test(part);

function fits(parts: string[], asked: string[]): boolean {
  const open = parts.findIndex(isRest);
  if (open === -1 ? parts.length !== asked.length : asked.length < open) return false;
  return parts.every((part, i) => isRest(part) || (part.startsWith('[') ? Boolean(asked[i]) : part === asked[i]));
}

/** Compared word by word as text: a fixed word before a parameter, a parameter before the rest of a path. */
const rank = ({ parts }: Route): string => parts.map((part) => (isRest(part) ? '2' : part.startsWith('[') ? '1' : '0')).join('');
