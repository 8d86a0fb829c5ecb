/** Puts the cursor into the first empty field of the first condition that is marked as incomplete, which brings it into view. */
export function focusIncomplete(form: HTMLElement | null): void {
  const fields = [...(form?.querySelector('fieldset[data-invalid]')?.querySelectorAll<HTMLInputElement>('input, select') ?? [])].filter(
    (field) => field.type !== 'hidden',
  );
  (fields.find((field) => field.value === '') ?? fields[0])?.focus();
}
