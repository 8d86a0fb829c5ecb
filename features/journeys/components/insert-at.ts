/** The field's text with something put in where its cursor is; the cursor then stands after it. */
export function insertAt(field: HTMLInputElement | HTMLTextAreaElement, text: string): string {
  const from = field.selectionStart ?? field.value.length;
  const to = field.selectionEnd ?? from;
  const after = from + text.length;
  requestAnimationFrame(() => {
    field.focus();
    field.setSelectionRange(after, after);
  });
  return field.value.slice(0, from) + text + field.value.slice(to);
}
