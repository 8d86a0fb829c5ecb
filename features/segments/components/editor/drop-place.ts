import type { Path } from '../../core/editor-moves';

/** Where something dragged would go: before the `index`-th of the group at `parent`. */
export type DropPlace = { parent: Path; index: number };

const pathOf = (text: string | undefined): Path => (text ? text.split('.').map(Number) : []);

/** How a place in the rule is written on its element. */
export const placeText = (path: Path): string => path.join('.');

const childrenOf = (root: HTMLElement, parent: Path): HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>('[data-place]')].filter((li) => {
    const path = pathOf(li.dataset.place);
    return path.length === parent.length + 1 && parent.every((n, i) => path[i] === n);
  });

/** The place under the pointer; undefined outside the rule. */
export function placeUnder(root: HTMLElement, x: number, y: number): DropPlace | undefined {
  const hit = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-place],[data-group]');
  if (!hit || !root.contains(hit)) return undefined;
  const box = hit.getBoundingClientRect();
  if (hit.dataset.place !== undefined) {
    const path = pathOf(hit.dataset.place);
    const holdsGroup = hit.querySelector('[data-group]') !== null;
    return { parent: path.slice(0, -1), index: (path.at(-1) ?? 0) + (!holdsGroup && y > box.top + box.height / 2 ? 1 : 0) };
  }
  const group = pathOf(hit.dataset.group);
  // The outer rim of a group is the place before or after it.
  if (group.length > 0 && y < box.top + 8) return { parent: group.slice(0, -1), index: group.at(-1) ?? 0 };
  if (group.length > 0 && y > box.bottom - 8) return { parent: group.slice(0, -1), index: (group.at(-1) ?? 0) + 1 };
  const above = childrenOf(root, group).filter((li) => {
    const { top, height } = li.getBoundingClientRect();
    return top + height / 2 < y;
  });
  return { parent: group, index: above.length };
}

/** Marks the place on the page, and takes an earlier mark away. */
export function showPlace(root: HTMLElement, place: DropPlace | undefined): void {
  for (const marked of root.querySelectorAll<HTMLElement>('[data-drop]')) delete marked.dataset.drop;
  if (!place) return;
  const children = childrenOf(root, place.parent);
  const next = children[place.index];
  const last = children.at(-1);
  if (next) next.dataset.drop = 'before';
  else if (last) last.dataset.drop = 'after';
  else {
    const group = root.querySelector<HTMLElement>(`[data-group="${placeText(place.parent)}"]`);
    if (group) group.dataset.drop = 'inside';
  }
}
