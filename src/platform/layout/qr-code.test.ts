import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeQR } from 'qr/decode.js';
import { qrCode } from './qr-code.ts';

test('a QR code is read back from its drawing', () => {
  const text = 'otpauth://totp/Sightline:odile%40council.invalid?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Sightline';
  const { side, path } = qrCode(text);
  const pixels = 8;
  const data = new Uint8Array((side * pixels) ** 2 * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let i = 0; i < pixels * pixels; i += 1) {
      const row = Number(y) * pixels + Math.floor(i / pixels);
      const at = (row * side * pixels + Number(x) * pixels + (i % pixels)) * 4;
      data.fill(0, at, at + 3);
    }
  }
  assert.equal(decodeQR({ width: side * pixels, height: side * pixels, data }), text);
});
