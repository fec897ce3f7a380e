import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appAddress, codeOf, secretText, stepOfCode } from './time-code.ts';

const secret = Buffer.from('12345678901234567890');

test('codes are those of RFC 6238, appendix B (its last six digits)', () => {
  const table: readonly (readonly [number, string])[] = [
    [59, '287082'], [1_111_111_109, '081804'], [1_111_111_111, '050471'], [1_234_567_890, '005924'], [2_000_000_000, '279037'], [20_000_000_000, '353130'],
  ];
  for (const [seconds, code] of table) {
    assert.equal(codeOf(secret, Math.floor(seconds / 30)), code);
    assert.equal(stepOfCode(secret, code, seconds), Math.floor(seconds / 30));
  }
});

test('a code counts in its half minute, the one before and the one after, and in no other', () => {
  const code = codeOf(secret, 100);
  assert.deepEqual([98, 99, 100, 101, 102].map((step) => stepOfCode(secret, code, step * 30 + 29)), [null, 100, 100, 100, null]);
  for (const wrong of ['', '12345', `${code}0`, code.replace(/^./, 'x'), '    ']) assert.equal(stepOfCode(secret, wrong, 3000), null, wrong);
});

test('the secret in letters, and in the address that the QR code says', () => {
  assert.equal(secretText(secret), 'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ');
  assert.equal(appAddress(secret, 'Sightline', 'odile@council.invalid'),
    'otpauth://totp/Sightline:odile%40council.invalid?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Sightline');
});
