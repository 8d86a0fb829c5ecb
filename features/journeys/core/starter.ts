/** What stands in a new template: a greeting by name, a paragraph and a button. */
export function starterHtml(words: { hello: string; name: string; text: string; button: string }): string {
  return `<p>${words.hello} {{ profile.first_name | default: "${words.name}" }},</p>

<p>${words.text}</p>

<p>
  <a href="https://example.com" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1f4fd8;color:#ffffff;text-decoration:none">${words.button}</a>
</p>
`;
}
