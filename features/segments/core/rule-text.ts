import { nodeSchema, type RuleNode } from '../schema';

/** The address of the page for a new segment that begins with this rule and, maybe, a name. */
export const newSegmentHref = (rule: RuleNode, name = ''): string =>
  `/segments/new?${new URLSearchParams({ ...(name ? { name: name.slice(0, 120) } : {}), rule: JSON.stringify(rule) })}`;

/** A rule from the text in such an address; undefined when it is none. */
export function ruleFromText(text: string): RuleNode | undefined {
  try {
    const parsed = nodeSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
