import type { Advice, Case } from './case.ts';
import { derivedTable } from './derived-table.ts';

interface Row extends Advice { requestNo: number; adviceNo: number }

export const adviceRequestTable = derivedTable<Case, Row>({
  name: 'advice_request',
  meaning: 'One row a request for advice to one body.',
  each: (c) => c.assessments.flatMap((a) => a.advice.map((asked, i) => ({ ...asked, requestNo: a.no, adviceNo: i + 1 }))),
  key: ['request_no', 'advice_no'],
  indexes: [['body_received_on']],
  columns: {
    request_no: { type: 'int', meaning: 'The request it belongs to', of: (r) => r.requestNo },
    advice_no: { type: 'int', meaning: '1, 2, 3 … within the request', of: (r) => r.adviceNo },
    body: { type: 'text', meaning: 'Who was asked', of: (r) => r.body },
    requested_on: { type: 'date', meaning: 'Day it was asked for', of: (r) => r.requestedOn },
    body_received_on: { type: 'date', meaning: 'Day the body received the request: its six weeks run from here', of: (r) => r.bodyReceivedOn },
    received_on: { type: 'date', meaning: 'Day the advice came', of: (r) => r.receivedOn },
  },
});
