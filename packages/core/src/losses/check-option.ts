import { InvalidConfigError } from "../errors/errors.js";

/** An option of a loss, and what it must be. */
export interface CheckedOption {
  /** Such as `The margin of hinge`: errors begin with it. */
  readonly name: string;
  readonly value: number;
}

/** @throws InvalidConfigError for what is not a finite number above 0 */
export function checkPositive({ name, value }: CheckedOption): void {
  if (!(value > 0 && Number.isFinite(value)))
    throw new InvalidConfigError(`${name} is ${value}: it must be a finite number above 0.`);
}

/** @throws InvalidConfigError for what is not a finite number of at least 0 */
export function checkNotNegative({ name, value }: CheckedOption): void {
  if (!(value >= 0 && Number.isFinite(value)))
    throw new InvalidConfigError(`${name} is ${value}: it must be a finite number of at least 0.`);
}

/** @throws InvalidConfigError for what is not a whole number of at least 1 */
export function checkCount({ name, value }: CheckedOption): void {
  if (!(Number.isInteger(value) && value >= 1))
    throw new InvalidConfigError(`${name} is ${value}: it must be a whole number of at least 1.`);
}
