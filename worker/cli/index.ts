import { parseArgs } from 'node:util';
import { sql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { auditVerify } from './audit';
import { backup } from './backup';
import { demo } from './demo';
import { importFile } from './import';
import { keysCreate } from './keys';
import { modelLtv } from './model-ltv';
import { restore } from './restore';
import { segmentsExport } from './segments';
import { type Command, line, type Output, UsageError } from './types';
import { usersCreate } from './users';

export const commands: readonly Command[] = [
  keysCreate,
  usersCreate,
  importFile,
  segmentsExport,
  backup,
  restore,
  auditVerify,
  modelLtv,
  demo,
];

/** What the process ends with: done, failed, called wrongly. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

const call = (command: Command) => `tessera ${command.name} ${command.usage}`.trim();

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  const rest = 'Run it in the installation’s folder while Tessera runs. DATA_DIR or DATABASE_URL say which installation, as for npm start.';
  return ['Usage: npx tessera COMMAND [OPTIONS]', '', ...lines, '', 'npx tessera COMMAND --help explains a command.', rest].join('\n');
}

const help = (command: Command): string =>
  [`Usage: npx ${call(command)}`, '', command.summary, '', ...command.details.map((text) => `  ${text}`)].join('\n');

function parse(command: Command, args: string[]) {
  try {
    const parsed = parseArgs({ args, options: { ...command.options, help: { type: 'boolean', short: 'h' } }, allowPositionals: true });
    const values: Record<string, string | boolean | undefined> = { ...parsed.values };
    return { values, positionals: parsed.positionals };
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}.`);
  }
}

async function runCommand(args: string[], output: Output): Promise<void> {
  const command = commands.find(({ name }) => name.split(' ').every((word, i) => args[i] === word));
  if (!command) {
    const wantsHelp = args.length === 0 || args.some((arg) => arg === '--help' || arg === '-h' || arg === 'help');
    if (wantsHelp) return line(output.out, overview());
    throw new UsageError(
      `Unknown command ${args
        .filter((arg) => !arg.startsWith('-'))
        .slice(0, 2)
        .join(' ')}: see npx tessera --help.`,
    );
  }
  const given = parse(command, args.slice(command.name.split(' ').length));
  if (given.values.help) return line(output.out, help(command));
  if (given.positionals.length !== (command.arguments ?? 0)) throw new UsageError(`Write it so: npx ${call(command)}`);
  await command.run(given, output);
}

/** Runs one command of the command line. @returns the exit code; faults are one line on standard error. */
export async function runCli(args: string[], output: Output): Promise<number> {
  try {
    await runCommand(args, output);
    return EXIT.ok;
  } catch (error) {
    if (error instanceof UsageError) {
      line(output.err, error.message);
      return EXIT.usage;
    }
    line(output.err, error instanceof AppError ? error.message : `It did not work: ${(error as Error).message}`);
    return EXIT.failed;
  }
}

/** Closes what a command opened. */
export const closeCli = async (): Promise<void> => {
  await sql().end({ timeout: 2 });
};
