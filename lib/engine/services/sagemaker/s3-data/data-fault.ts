/** What is wrong with the data that a job is to read; the message says it to the job's owner. */
export class DataFault extends Error {
  override readonly name = "DataFault";
}
