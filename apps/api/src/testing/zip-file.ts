// Writes zipped files for tests: deflated entries as every archiver writes them (APPNOTE 6.3, without extras).
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the archive says of its size, when it lies. */
  readonly saidBytes?: number;
  readonly isEncrypted?: boolean;
}

export function zipFile(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, saidBytes, isEncrypted } of entries) {
    const raw = Buffer.from(content as string);
    const packed = deflateRawSync(raw);
    const named = Buffer.from(name);
    const facts = Buffer.alloc(22);
    facts.writeUInt16LE((isEncrypted ? 1 : 0) | 0x800, 0);
    facts.writeUInt16LE(8, 2);
    facts.writeUInt32LE(crc32(raw), 8);
    facts.writeUInt32LE(packed.length, 12);
    facts.writeUInt32LE(saidBytes ?? raw.length, 16);
    facts.writeUInt16LE(named.length, 20);
    const local = Buffer.concat([
      Buffer.from('PK\u0003\u0004\u0014\u0000', 'latin1'),
      facts,
      Buffer.alloc(2),
      named,
      packed,
    ]);
    const place = Buffer.alloc(16);
    place.writeUInt32LE(offset, 12);
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000\u0014\u0000', 'latin1'), facts, place, named]),
    );
    locals.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, listed, Buffer.from('PK\u0005\u0006', 'latin1'), end]);
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** A workbook with a hidden sheet and one to see, or two, whose cells are given as XML. */
export function workbook(
  sheet: string,
  shared: readonly string[] = [],
  more: readonly ZipEntry[] = [],
  other?: string,
): Buffer {
  const third = other === undefined ? '' : '<sheet name="More" sheetId="3" r:id="rId3"/>';
  return zipFile([
    {
      name: 'xl/workbook.xml',
      content: `${XML}<workbook ${MAIN} xmlns:r="x"><sheets><sheet name="Hidden" sheetId="1" state="hidden" r:id="rId1"/><sheet name="People" sheetId="2" r:id="rId2"/>${third}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${XML}<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Target="worksheets/sheet3.xml"/></Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', content: `${XML}<worksheet ${MAIN}><sheetData/></worksheet>` },
    {
      name: 'xl/worksheets/sheet2.xml',
      content: `${XML}<worksheet ${MAIN}><sheetData>${sheet}</sheetData></worksheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `${XML}<sst ${MAIN}>${shared.map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`,
    },
    {
      name: 'xl/styles.xml',
      content: `${XML}<styleSheet ${MAIN}><numFmts><numFmt numFmtId="164" formatCode="[$-407]dd.mm.yyyy\\ hh:mm"/></numFmts><cellStyleXfs><xf numFmtId="22"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    },
    ...(other === undefined
      ? []
      : [
          {
            name: 'xl/worksheets/sheet3.xml',
            content: `${XML}<worksheet ${MAIN}><sheetData>${other}</sheetData></worksheet>`,
          },
        ]),
    ...more,
  ]);
}
