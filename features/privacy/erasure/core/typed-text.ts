/** Columns whose texts are values of a type that is said elsewhere: by `table.column` the type, as an expression of SQL over the row `t`. */
export const typedTexts: Readonly<Record<string, string>> = {
  'list_upload_rejects.value': '(select u.read_as from list_uploads u where u.id = t.upload_id)',
};

/** A value with the name of its type, under which a short one, too, is found. */
export const typedText = (type: string, value: string): string => `${value}\n${JSON.stringify({ [type]: value })}`;
