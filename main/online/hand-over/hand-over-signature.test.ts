import { expect, test } from 'vitest'
import { handOverSignature } from './hand-over-signature.ts'

const request = {
  client: 'quay-tiep-don-1',
  timestamp: '1795309200000',
  method: 'POST',
  path: '/chipdesk/hand-overs',
  idempotencyKey: '00000000-0000-4000-8000-000000000001',
} as const
const key = 'khoa-dung-chung-bia-dat-0123456789abcdef'
const body = '{"requestId":"00000000-0000-4000-8000-000000000001","name":"Nguyễn"}'

test('the example of docs/local-api.md, made with openssl', () => {
  expect(handOverSignature(key, request, body)).toBe(
    'v1=3008c8e41f679526e444a96def106d4183f856f0be587a8b192ad83e4fb51a54',
  )
})

test('a path with a query and a secret that is not ASCII, made with Python', () => {
  const asked = {
    ...request,
    client: 'his',
    path: '/in?unit=1',
    idempotencyKey: '00000000-0000-4000-8000-000000000002',
  }
  expect(handOverSignature('khóa bí mật có dấu, đủ dài 32 ký tự', asked, '{}')).toBe(
    'v1=c8db8fa65a8777b875ebadd01af75932abd7a2a637f7eff3d008004c80b8e8a1',
  )
})

test('everything that is signed counts', () => {
  const others = [
    handOverSignature(`${key}x`, request, body),
    handOverSignature(key, request, `${body} `),
    ...Object.keys(request).map(name => handOverSignature(key, { ...request, [name]: 'X' }, body)),
  ]
  expect(new Set([handOverSignature(key, request, body), ...others]).size).toBe(8)
})
