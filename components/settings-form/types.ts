/** One field of a settings form, as the kit of plug-ins describes it. */
export type FormField = {
  name: string;
  title: string;
  description: string;
  placeholder: string;
  type: 'text' | 'url' | 'number' | 'boolean' | 'select';
  options: string[];
  initial: string | number | boolean | undefined;
  widget: 'input' | 'text' | 'secret' | 'secret-text';
  required: boolean;
  showWhen: { field: string; is: string[] } | undefined;
};

export type SettingsValues = Record<string, string | number | boolean>;

/** The value a field has: chosen, else its initial one. */
export const fieldValue = (field: FormField, values: SettingsValues): SettingsValues[string] | undefined =>
  values[field.name] ?? field.initial;

/** The fields to be shown for these values. */
export const shownFields = (fields: readonly FormField[], values: SettingsValues): FormField[] =>
  fields.filter(({ showWhen }) => {
    const other = showWhen && fields.find((field) => field.name === showWhen.field);
    return !showWhen || (other !== undefined && showWhen.is.includes(String(fieldValue(other, values))));
  });

/** What is to be saved: the shown fields, those never touched with their initial value. */
export const filledIn = (fields: readonly FormField[], values: SettingsValues): SettingsValues =>
  Object.fromEntries(
    shownFields(fields, values).flatMap((field) => {
      const value = fieldValue(field, values);
      return value === undefined || (value === '' && !field.required) ? [] : [[field.name, value]];
    }),
  );
