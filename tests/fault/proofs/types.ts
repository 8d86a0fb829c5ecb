export type ProofContext = {
  /** A folder of this run's own: for the installation and whatever else is written. */
  dir: string;
  say(line: string): void;
  /** Notes that the claim does not hold, and why; the run goes on. */
  fault(line: string): void;
  random(): number;
  /** `--rounds` or `--rows`, for proofs that repeat something or have as many of it as is asked for. */
  rounds: number | undefined;
};

/** One file a proof: what is claimed, in a sentence, and the run that tries to show that it is not so. Stops what it starts. */
export type Proof = { claim: string; run(context: ProofContext): Promise<void> };
