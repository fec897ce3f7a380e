// Invented returns as files, for tests of every folder: those of src/ may not import from simulation/, which comes last.
export * from '../src/simulation/return-files.ts';
