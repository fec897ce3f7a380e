import { encodeQR } from 'qr';

/** A QR code to draw: its side in modules, and the path of its dark modules in an SVG of that size. */
export interface QrCode {
  readonly side: number;
  readonly path: string;
}

/** The QR code of a text, with the margin of four modules that readers need. */
export function qrCode(text: string): QrCode {
  const rows = encodeQR(text, 'raw', { border: 4, ecc: 'medium' });
  const squares = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { side: rows.length, path: squares.join('') };
}
