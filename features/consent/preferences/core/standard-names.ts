/** The names that an installation begins with. While one of them was not changed, the public pages say it in the reader's language. */
export const standardNames = {
  purpose: {
    marketing: 'Marketing',
    service: 'Service messages',
    analytics: 'Internal analysis',
    email_measuring: 'Opens and clicks in e-mails',
  },
  description: {
    marketing: 'News and offers about our products.',
    service: 'Messages about orders, deliveries and support requests.',
    analytics: 'Reports and exports used inside the company only.',
    email_measuring: 'Noticing which of our e-mails you open and which links in them you follow.',
  },
  channel: {
    email: 'E-mail',
    sms: 'SMS',
    phone: 'Phone',
    post: 'Post',
    push: 'Push',
    ads: 'Advertising',
    internal: 'Inside the company',
  },
} as const;

type Kind = keyof typeof standardNames;
/** The message that says a standard name, as in `channel.email`. */
export type StandardName = { [K in Kind]: `${K}.${string & keyof (typeof standardNames)[K]}` }[Kind];

/** The message of what still has the name it began with; undefined for what the company has named itself. */
export function standardName(kind: Kind, key: string, name: string): StandardName | undefined {
  const known: Readonly<Record<string, string>> = standardNames[kind];
  return Object.hasOwn(known, key) && known[key] === name ? (`${kind}.${key}` as StandardName) : undefined;
}
