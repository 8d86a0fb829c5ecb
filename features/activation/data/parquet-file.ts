import { ByteWriter, type ColumnSource, ParquetWriter } from 'hyparquet-writer';
import { type ExportRecord, readRecord } from '../core/export-record';
import type { ParquetColumn } from '../core/parquet-columns';

const ROW_GROUP = 10_000;

/** The lines in parts of text that end anywhere. */
async function* linesOf(parts: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const part of parts) {
    const whole = Buffer.concat([rest, part]);
    const end = whole.lastIndexOf(0x0a) + 1;
    for (const line of whole.subarray(0, end).toString().split('\n')) if (line !== '') yield line;
    rest = whole.subarray(end);
  }
  if (rest.length > 0) yield rest.toString();
}

/** The records of lines of JSON. */
export async function* recordsOf(parts: AsyncIterable<Buffer>): AsyncGenerator<ExportRecord> {
  for await (const line of linesOf(parts)) {
    const record = readRecord(line);
    if (record) yield record;
  }
}

/** Records as a Parquet file (Snappy), in parts of ten thousand; memory is that of one part. */
export async function* parquetOf(records: AsyncIterable<ExportRecord>, columns: readonly ParquetColumn[]): AsyncGenerator<Buffer> {
  const bytes = new ByteWriter();
  const schema = [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, type }) => ({
      name,
      repetition_type: 'OPTIONAL' as const,
      ...(type === 'STRING' ? { type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const } : { type }),
    })),
  ];
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'tessera' });
  const written = (): Buffer => {
    const part = Buffer.from(bytes.getBytes());
    bytes.index = 0;
    return part;
  };
  let group: ExportRecord[] = [];
  const writeGroup = async (): Promise<Buffer> => {
    const columnData: ColumnSource[] = columns.map(({ name, read }) => ({ name, data: group.map(read) }));
    await writer.write({ columnData, rowGroupSize: ROW_GROUP });
    group = [];
    return written();
  };
  for await (const record of records) {
    group.push(record);
    if (group.length === ROW_GROUP) yield await writeGroup();
  }
  if (group.length > 0) yield await writeGroup();
  await writer.finish();
  yield written();
}
