const EXAMPLES = 3;

/** Counts values of one form, and keeps the first different ones. */
export class FormTally {
  rows = 0;
  readonly examples: string[] = [];

  add(value: string): void {
    this.rows += 1;
    if (this.examples.length < EXAMPLES && !this.examples.includes(value)) {
      this.examples.push(JSON.parse(JSON.stringify(value)) as string);
    }
  }
}
