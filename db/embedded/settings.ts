import { totalmem } from 'node:os';

/** What the server's programs see of the environment: nothing of ours, and one locale and zone everywhere. */
export const serverEnv = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' } as unknown as NodeJS.ProcessEnv;

/** The memory this process may use, in MB: that of its container where one sets a limit. */
function memoryMb(): number {
  const limit = process.constrainedMemory?.() ?? 0;
  const total = totalmem();
  return Math.floor((limit > 0 && limit < total ? limit : total) / 2 ** 20);
}

/**
 * The server's settings. Command line settings win over every file, so that nothing can switch durability off in an
 * installation; tests switch it off for speed.
 */
export function serverSettings(options: { durable: boolean; maxConnections?: number }): Record<string, string> {
  const durable = options.durable ? 'on' : 'off';
  const buffers = options.durable ? Math.min(2048, Math.max(128, Math.floor(memoryMb() / 4))) : 128;
  return {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    max_connections: String(options.maxConnections ?? 100),
    fsync: durable,
    full_page_writes: durable,
    synchronous_commit: durable,
    shared_buffers: `${buffers}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memoryMb() / 2))}MB`,
    max_wal_size: options.durable ? '8GB' : '1GB',
    wal_compression: 'off',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    work_mem: '64MB',
    maintenance_work_mem: '256MB',
    jit: 'off',
    log_timezone: 'UTC',
    timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    // Statements hold personal data: errors are logged without them.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    // So do messages and details of errors ("Key (value)=(…) already exists"); the application logs their codes.
    log_error_verbosity: 'terse',
    log_min_messages: 'log',
  };
}
