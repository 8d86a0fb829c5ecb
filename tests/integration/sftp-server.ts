import { generateKeyPairSync } from 'node:crypto';
import { promises as fs, type Stats } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import ssh2, { type Attributes, type Connection, type SFTPWrapper } from 'ssh2';

const { Server, utils } = ssh2;
const { STATUS_CODE, OPEN_MODE } = utils.sftp;

export type SftpServer = { port: number; hostKey: string; connections: () => number; close: () => Promise<void> };

const attributes = (stats: Stats): Attributes => ({
  mode: stats.mode,
  uid: stats.uid,
  gid: stats.gid,
  size: stats.size,
  atime: Math.floor(stats.atimeMs / 1000),
  mtime: Math.floor(stats.mtimeMs / 1000),
});

const kinds = new Map([
  [0o040000, 'd'],
  [0o120000, 'l'],
]);

type Open = { file: fs.FileHandle } | { names: string[]; path: string };

/** Serves `root` as `/` with the calls that clients of files use. */
function serveFiles(sftp: SFTPWrapper, root: string): void {
  const handles = new Map<number, Open>();
  let last = 0;
  const real = (path: string) => join(root, normalize(`/${path}`));
  const keep = (open: Open) => {
    handles.set(++last, open);
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(last);
    return handle;
  };
  const of = (handle: Buffer) => handles.get(handle.readUInt32BE());
  const fail = (id: number) => (error: NodeJS.ErrnoException) =>
    sftp.status(id, error.code === 'ENOENT' ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.FAILURE);
  const done = (id: number) => () => sftp.status(id, STATUS_CODE.OK);
  const stat = (id: number, path: string) => fs.stat(real(path)).then((stats) => sftp.attrs(id, attributes(stats)), fail(id));
  sftp.on('OPEN', (id, path, flags) => {
    const mode = flags & OPEN_MODE.WRITE ? (flags & OPEN_MODE.APPEND ? 'a' : 'w') : 'r';
    fs.open(real(path), mode).then((file) => sftp.handle(id, keep({ file })), fail(id));
  });
  sftp.on('READ', (id, handle, offset, length) => {
    const open = of(handle);
    if (!open || !('file' in open)) return sftp.status(id, STATUS_CODE.FAILURE);
    return open.file.read(Buffer.alloc(length), 0, length, offset).then(({ bytesRead, buffer }) => {
      if (bytesRead === 0) sftp.status(id, STATUS_CODE.EOF);
      else sftp.data(id, buffer.subarray(0, bytesRead));
    }, fail(id));
  });
  sftp.on('WRITE', (id, handle, offset, data) => {
    const open = of(handle);
    if (!open || !('file' in open)) return sftp.status(id, STATUS_CODE.FAILURE);
    return open.file.write(data, 0, data.length, offset).then(done(id), fail(id));
  });
  sftp.on('CLOSE', (id, handle) => {
    const open = of(handle);
    handles.delete(handle.readUInt32BE());
    const closed = open && 'file' in open ? open.file.close() : Promise.resolve();
    closed.then(done(id), fail(id));
  });
  sftp.on('OPENDIR', (id, path) => {
    fs.readdir(real(path)).then((names) => sftp.handle(id, keep({ names, path })), fail(id));
  });
  sftp.on('READDIR', (id, handle) => {
    const open = of(handle);
    if (!open || !('names' in open)) return sftp.status(id, STATUS_CODE.FAILURE);
    const names = open.names.splice(0);
    if (names.length === 0) return sftp.status(id, STATUS_CODE.EOF);
    const entry = async (filename: string) => {
      const attrs = attributes(await fs.lstat(join(real(open.path), filename)));
      return {
        filename,
        longname: `${kinds.get(attrs.mode & 0o170000) ?? '-'}rw-r--r-- 1 t t 0 Jan 1 00:00 ${filename}`,
        attrs,
      };
    };
    return Promise.all(names.map(entry)).then((entries) => sftp.name(id, entries), fail(id));
  });
  sftp.on('STAT', stat);
  sftp.on('LSTAT', stat);
  sftp.on('FSTAT', (id, handle) => {
    const open = of(handle);
    if (!open || !('file' in open)) return sftp.status(id, STATUS_CODE.FAILURE);
    return open.file.stat().then((stats) => sftp.attrs(id, attributes(stats)), fail(id));
  });
  sftp.on('SETSTAT', (id) => sftp.status(id, STATUS_CODE.OK));
  sftp.on('FSETSTAT', (id) => sftp.status(id, STATUS_CODE.OK));
  sftp.on('REALPATH', (id, path) => {
    const filename = normalize(`/${path}`).replace(/(.)\/$/, '$1');
    sftp.name(id, [{ filename, longname: filename, attrs: { mode: 0, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 } }]);
  });
  sftp.on('RENAME', (id, from, to) => {
    // As version 3 of the protocol wants it: a name that is taken is refused.
    fs.access(real(to)).then(
      () => sftp.status(id, STATUS_CODE.FAILURE),
      () => fs.rename(real(from), real(to)).then(done(id), fail(id)),
    );
  });
  sftp.on('REMOVE', (id, path) => void fs.unlink(real(path)).then(done(id), fail(id)));
  sftp.on('MKDIR', (id, path) => void fs.mkdir(real(path)).then(done(id), fail(id)));
}

type Options = { root: string; username?: string; password?: string; clientKey?: string; port?: number; hostKey?: string };

/** A private key for a server or a client. */
export const sshKey = (): string =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  }).privateKey;

/** A real SFTP server on 127.0.0.1 for tests: name `tessera`, password `sftp-secret`, and the private key `clientKey` when given. */
export async function startSftpServer({
  root,
  username = 'tessera',
  password = 'sftp-secret',
  clientKey,
  port = 0,
  hostKey,
}: Options): Promise<SftpServer> {
  const key = hostKey ?? sshKey();
  const open = new Set<Connection>();
  let count = 0;
  const allowed = clientKey ? utils.parseKey(clientKey) : undefined;
  const server = new Server({ hostKeys: [key] }, (client) => {
    count += 1;
    open.add(client);
    client.on('close', () => open.delete(client));
    client.on('error', () => undefined);
    client.on('authentication', (attempt) => {
      const named = attempt.username === username;
      if (named && attempt.method === 'password' && attempt.password === password) return attempt.accept();
      if (named && attempt.method === 'publickey' && allowed && 'getPublicSSH' in allowed) {
        const same = attempt.key.data.equals(allowed.getPublicSSH());
        const signed = !attempt.signature || (attempt.blob && allowed.verify(attempt.blob, attempt.signature, attempt.hashAlgo) === true);
        if (same && signed) return attempt.accept();
      }
      return attempt.reject(['password', 'publickey']);
    });
    client.on('session', (accept) => accept().on('sftp', (acceptSftp) => serveFiles(acceptSftp(), root)));
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const close = () =>
    new Promise<void>((done) => {
      for (const client of open) client.end();
      server.close(() => done());
    });
  return { port: (server.address() as AddressInfo).port, hostKey: key, connections: () => count, close };
}
