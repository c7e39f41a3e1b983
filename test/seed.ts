/**
 * The seed of everything random in the tests. A landing must not hang on a throw of dice, so CI has one of its own; by hand every run has another,
 * which is printed, and `SEED=…` repeats it.
 */
import fc from 'fast-check';

export const seed = Number(process.env.SEED ?? (process.env.CI ? 20_261_120 : Date.now() % 2 ** 31));

fc.configureGlobal({ seed });
