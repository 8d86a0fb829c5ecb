/** Where the reader is to be brought: a node of the rule, and a field in it by its name in the condition. */
export type GoTo = { at: readonly number[]; field?: string | undefined };

/** What the rule's nodes are told from outside. */
export type EditorContext = {
  showIssues: boolean;
  goTo: GoTo | undefined;
  onReached: () => void;
  /** Counts up as a condition is added: on a narrow screen those before it fold. */
  added: number;
};

/** An editor that is fetched when it is first needed may take this long to show its fields. */
const FRAMES = 120;

/**
 * Puts the cursor into a field of a condition, which brings it into view; else into one around it or inside it, else into the first
 * that is empty.
 */
export function focusField(root: HTMLElement, field: string | undefined, frames = FRAMES): void {
  const fields = [...root.querySelectorAll<HTMLInputElement>('input, select, textarea')].filter(({ type }) => type !== 'hidden');
  const named = fields.filter(({ dataset: { field: name = '' } }) => name !== '');
  const near = (name = '') => field !== undefined && (name.startsWith(`${field}.`) || field.startsWith(`${name}.`));
  const found =
    named.find(({ dataset }) => dataset.field === field) ??
    named.find(({ dataset }) => near(dataset.field)) ??
    fields.find(({ value }) => value === '') ??
    fields[0];
  if (found) {
    found.focus({ preventScroll: true });
    found.scrollIntoView({ block: 'center' });
  } else if (frames > 0) requestAnimationFrame(() => focusField(root, field, frames - 1));
}
