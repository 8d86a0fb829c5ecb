/** What was copied last in this tab: all there is where the browser gives no clipboard, as on plain HTTP. */
let own = '';

/** Puts JSON on the clipboard, and keeps it for this tab. */
export async function copyText(text: string): Promise<void> {
  own = text;
  await navigator.clipboard?.writeText(text).catch(() => undefined);
}

/** The text on the clipboard, or what this tab copied last when the browser does not tell. */
export async function copiedText(): Promise<string> {
  const text = await navigator.clipboard?.readText?.().catch(() => undefined);
  return text ?? own;
}
