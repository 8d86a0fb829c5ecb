import { describe, expect, it } from 'vitest';
import { connectors } from '../connectors/registry';
import { destinationKinds } from '../destinations/registry';
import type { AnyConnector } from './connector';
import { isSecret, settingsFields, withStoredSecrets } from './settings-fields';
import type { AnyDestination } from './types';

const kinds: [string, AnyConnector | AnyDestination][] = [
  ...Object.entries<AnyConnector>(connectors).map(([id, kind]): [string, AnyConnector] => [`source ${id}`, kind]),
  ...Object.entries<AnyDestination>(destinationKinds).map(([id, kind]): [string, AnyDestination] => [`destination ${id}`, kind]),
];
const namesOf = (kind: AnyConnector | AnyDestination) => settingsFields(kind).map(({ name }) => name);
const databases = kinds.filter(([, kind]) => namesOf(kind).includes('user'));
const servers = kinds.filter(([, kind]) => namesOf(kind).includes('username'));

const again = { code: 'invalid_input', key: 'connector.passwordAgain', fields: [{ path: 'settings.password' }] };

it('every kind with a password is one of these', () => {
  const withPassword = kinds.filter(([, kind]) => settingsFields(kind).some((field) => isSecret(field) && field.name !== 'secret'));
  expect(withPassword.map(([id]) => id).sort()).toEqual([...databases, ...servers].map(([id]) => id).sort());
  expect([databases.length, servers.length]).toEqual([2, 4]);
});

describe.each(databases)('%s', (_, kind) => {
  const open = { host: 'db.example.com', port: 5432, database: 'crm', user: 'tessera', tls: 'verify' };
  const stored = kind.settings.parse({ ...open, password: 'stored password' }) as Record<string, unknown>;
  const keep = (change: object) => withStoredSecrets(kind, { ...open, ...change }, stored);

  it('keeps the password for the same server, user and encryption', () => {
    expect(keep({})).toMatchObject({ password: 'stored password' });
    expect(keep({ host: ' db.example.com ', password: '', database: 'other' })).toMatchObject({ password: 'stored password' });
    const { port: _port, tls: _tls, ...bare } = open;
    expect(withStoredSecrets(kind, bare, stored)).toMatchObject({ password: 'stored password' });
    const plain = { ...stored, tls: 'off' };
    expect(withStoredSecrets(kind, open, plain)).toMatchObject({ password: 'stored password', tls: 'verify' });
  });
  it.each([{ host: 'evil.example.net' }, { port: 6432 }, { user: 'postgres' }, { tls: 'require' }, { tls: 'off' }])(
    'asks for it again: %o',
    (change) => {
      expect(() => keep(change)).toThrow(expect.objectContaining({ ...again, fields: [expect.objectContaining(again.fields[0])] }));
      expect(keep({ ...change, password: 'typed' })).toMatchObject({ password: 'typed' });
    },
  );
  it('says of settings that do not fit what is wrong with them', () => {
    const { error } = kind.settings.safeParse(keep({ host: 'evil.example.net', port: 0 }));
    expect(error?.issues.map(({ path }) => path)).toEqual([['port']]);
  });
});

describe.each(servers)('%s', (_, kind) => {
  const open = { place: 'sftp', host: 'sftp.example.com', port: 22, username: 'tessera', hostKey: 'SHA256:a', directory: 'in' };
  const stored = kind.settings.parse({ ...open, password: 'stored password', privateKey: 'stored key' }) as Record<string, unknown>;
  const keep = (change: object) => withStoredSecrets(kind, { ...open, ...change }, stored);

  it('keeps password and key for the same server and user', () => {
    expect(keep({ hostKey: 'SHA256:b', directory: 'else' })).toMatchObject({ password: 'stored password', privateKey: 'stored key' });
    expect(keep({ password: 'typed' })).toMatchObject({ password: 'typed', privateKey: 'stored key' });
  });
  it.each([{ host: 'evil.example.net' }, { port: 2222 }, { username: 'root' }])('asks for it again: %o', (change) => {
    expect(() => keep(change)).toThrow(expect.objectContaining({ ...again, fields: [expect.objectContaining(again.fields[0])] }));
    expect(keep({ ...change, password: 'typed' })).toEqual({ ...open, ...change, password: 'typed' });
  });
  it('keeps none when files are in a folder, so that none waits for a server named later', () => {
    expect(withStoredSecrets(kind, { place: 'folder', directory: 'in' }, stored)).toEqual({ place: 'folder', directory: 'in' });
  });
});

it('a signing secret, which is sent to nobody, is kept whatever else changes', () => {
  const secret = 'a secret of the sender';
  const settings = { url: 'https://example.com/b' };
  expect(withStoredSecrets(destinationKinds.webhook, settings, { url: 'https://example.com/a', secret })).toEqual({ ...settings, secret });
  expect(withStoredSecrets(connectors.webhook, { scheme: 'hmac', secret: '' }, { scheme: 'standard', secret })).toEqual({
    scheme: 'hmac',
    secret,
  });
});
