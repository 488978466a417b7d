/** Why the door refuses, by the code that is sent: status, and in `detail` what to do about it. Nothing of the request is ever repeated. */
export const doorProblems = {
  HOST_WRONG: [421, 'Address the desk as 127.0.0.1 and its port, not by another name.'],
  WEB_PAGE: [
    403,
    'Web pages are not let in. Push from the desktop client or the server; a web application needs native messaging or a policy of its browser.',
  ],
  TOKEN_WRONG: [
    401,
    'Send the token of this desk as Authorization: Bearer. An administrator sets it: chipdesk secret set door.token.',
  ],
  PATH_UNKNOWN: [404, 'There are /v1/customers/current and /v1/status.'],
  METHOD_UNKNOWN: [405, 'See the header Allow.'],
  TYPE_WRONG: [415, 'Send application/json in UTF-8, not compressed.'],
  TOO_LONG: [413, 'Send 16384 bytes at most: one customer and nothing else.'],
  TOO_MANY: [429, 'Wait as long as the header Retry-After says. Push a customer once, when the teller calls him.'],
  NOT_JSON: [400, 'Send one JSON object in UTF-8, each name once.'],
  NOT_HTTP: [400, 'Send HTTP/1.1 with a Host header.'],
  TOO_SLOW: [408, 'Send the whole request at once.'],
  CUSTOMER_INVALID: [
    422,
    'Send customerNumber, fields and amount as docs/local-api.md has them, and nothing else; see wrong.',
  ],
  NOBODY_SIGNED_IN: [409, 'Somebody has to sign in at the desk first. Push again then.'],
  NO_CUSTOMER_STEP: [
    409,
    'This desk, or the purpose that was chosen at it, compares no customer record. Push nothing here.',
  ],
  DESK_BUSY: [409, 'The desk cannot take a customer now. Push again in a moment.'],
  DESK_FAULT: [500, 'Push again. If it happens again, look into the log of the desk.'],
} as const satisfies Record<string, readonly [status: number, cure: string]>
export type DoorCode = keyof typeof doorProblems

export interface DoorAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Why it was refused. */
  readonly code?: DoorCode
}

/** RFC 9457. */
export function refusal(
  code: DoorCode,
  headers: Readonly<Record<string, string>> = {},
  more: { readonly wrong?: readonly string[] } = {},
): DoorAnswer {
  const [status, detail] = doorProblems[code]
  return {
    status,
    code,
    headers: {
      'content-type': 'application/problem+json',
      // What is left of a refused request is not read.
      ...(status !== 409 && { connection: 'close' }),
      ...headers,
    },
    body: JSON.stringify({
      type: 'about:blank',
      title: code.replaceAll('_', ' ').toLowerCase(),
      status,
      code,
      detail,
      ...more,
    }),
  }
}

export const noContent: DoorAnswer = { status: 204, headers: {}, body: '' }

export const content = (value: unknown): DoorAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})
