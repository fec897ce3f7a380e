// fast-check with the same examples in each run, so that what holds on one machine holds on every other. SEED asks for others.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['SEED'] ?? 20_261_121) });

export { fc };
