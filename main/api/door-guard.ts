import type { IncomingMessage } from 'node:http'
import { hash } from '../crypto/hash.ts'
import { equal } from '../crypto/mac.ts'
import type { DoorCode } from './door-problem.ts'

/** 43 characters of base64url or more, or as many of something else. */
export const shortestToken = 32

/**
 * The checks that every request passes, whatever it asks for: any page of any browser on the computer, and any program of any user, can send
 * requests here.
 * @param port that the door listens on; known only once it does
 */
export function doorGuard(token: string, port: () => number) {
  const wanted = digest(token)

  /** DNS rebinding makes a foreign name point here: only the names of this computer to itself are names of the door. */
  const wrongHost = ({ rawHeaders, headers }: IncomingMessage) => {
    const given = rawHeaders.filter((name, place) => place % 2 === 0 && name.toLowerCase() === 'host').length
    const names = [`127.0.0.1:${port()}`, `localhost:${port()}`]
    return given !== 1 || !names.includes(headers.host?.toLowerCase() ?? '')
  }

  /** Browsers send one of these with what a page asks for; a page cannot leave them out (Fetch §4.6, Fetch Metadata §2). */
  const ofPage = ({ headers }: IncomingMessage) =>
    headers.origin !== undefined || headers['sec-fetch-site'] !== undefined || headers.referer !== undefined

  /** Digests are compared, so that not even the length of the token shows in the time. */
  const wrongToken = ({ headers }: IncomingMessage) => {
    const given = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(headers.authorization ?? '')?.[1]
    return given === undefined || !equal(digest(given), wanted)
  }

  return (request: IncomingMessage): DoorCode | undefined => {
    if (wrongHost(request)) return 'HOST_WRONG'
    if (ofPage(request)) return 'WEB_PAGE'
    return wrongToken(request) ? 'TOKEN_WRONG' : undefined
  }
}

const digest = (text: string) => hash('SHA-256', new TextEncoder().encode(text))
