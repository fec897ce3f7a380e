// A zip writer small enough to lie with: tests of hostile archives set what they want in the directory.
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipFileToWrite {
  name: string;
  content: string | Buffer;
  /** What the directory says of the unpacked size, where it is to lie. */
  statedBytes?: number;
  /** General purpose flags: 1 says encrypted. */
  flags?: number;
  /** External attributes; a link is 0o120777 shifted by sixteen bits. */
  attributes?: number;
}

interface Packed {
  local: Buffer;
  central: Buffer;
}

function pack(file: ZipFileToWrite, offset: number): Packed {
  const content = Buffer.from(file.content as string);
  const name = Buffer.from(file.name);
  const packed = deflateRawSync(content);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(file.flags ?? 0, 2);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(file.statedBytes ?? content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE((file.attributes ?? 0) >>> 0, 6);
  rest.writeUInt32LE(offset, 10);
  const made = Buffer.from([20, 3]);
  return {
    local: Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, name, packed]),
    central: Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), made, fields, rest, name]),
  };
}

/** A zip archive of these files, in order. */
export function zipped(files: ZipFileToWrite[]): Buffer {
  const parts: Packed[] = [];
  let offset = 0;
  for (const file of files) {
    const part = pack(file, offset);
    parts.push(part);
    offset += part.local.length;
  }
  const central = Buffer.concat(parts.map((part) => part.central));
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts.map((part) => part.local), central, end]);
}
