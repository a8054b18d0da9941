/** What `tastemaker import` is told. */
export interface ImportOptions {
  readonly name?: string;
  readonly format?: string;
  readonly user?: string;
  readonly item?: string;
  readonly value?: string;
  readonly timestamp?: string;
  readonly json: boolean;
}
