// pg-cursor carries no types of its own. This is the part that the driver uses.
declare module 'pg-cursor' {
  import type { Connection, Submittable } from 'pg';

  export default class Cursor implements Submittable {
    constructor(text: string, values: unknown[]);
    submit(connection: Connection): void;
    read(count: number): Promise<object[]>;
    close(): Promise<void>;
  }
}
