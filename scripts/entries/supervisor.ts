import { helpText } from '../supervisor/help';
import { type Installation, type RunOptions, runInstallation } from '../supervisor/run';

const isExpected = (error: unknown): error is Error => error instanceof Error && (error as { expected?: boolean }).expected === true;

/** What `npm start` and `npm run dev` do once there are bundles: run until a signal comes. Undefined when it could not start. */
export async function main(options: RunOptions): Promise<Installation | undefined> {
  try {
    const early: { stop: boolean } = { stop: false };
    let installation: Installation | undefined;
    const onSignal = () => {
      early.stop = true;
      void installation?.stop();
    };
    process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
    installation = await runInstallation(options);
    if (early.stop) await installation.stop();
    return installation;
  } catch (error) {
    process.stderr.write(`${isExpected(error) ? error.message : ((error as Error).stack ?? String(error))}\n`);
    process.exitCode = 1;
    return undefined;
  }
}

export { helpText };
