// The invented returns, for tests of every folder: those of src/ may not import from simulation/, which comes last.
export * from '../src/simulation/invented-returns.ts';
