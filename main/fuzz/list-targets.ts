import { concatBytes } from '@noble/hashes/utils.js'
import { authorityOf, defaultSeed } from '../../fixtures/country/authority.ts'
import { issuePublicTrust } from '../../fixtures/country/card.ts'
import { encodeDeviations, manyNumbers } from '../../fixtures/country/deviation-list.ts'
import { encodeSignedData } from '../../fixtures/country/signed-data.ts'
import { tlv } from '../emrtd/tlv.ts'
import { parseDeviationListContent } from '../trust/deviation-list-content.ts'
import { verifyMasterList } from '../trust/master-list.ts'
import { parseRevocationList } from '../trust/revocation-list.ts'
import type { Target } from './judge.ts'

const { csca, revocationList } = issuePublicTrust()
const masterList = encodeSignedData(
  '2.23.136.1.1.2',
  tlv(0x30, tlv(0x02, Uint8Array.of(0)), tlv(0x31, concatBytes(csca, issuePublicTrust(defaultSeed, 'UT').csca))),
  authorityOf(defaultSeed).signers.current,
  '2024-05-10',
)
const hashWrong = '2.23.136.1.1.7.2.1'

/** Lists of trust that an operator imports, from a stick or a network. */
export const listTargets: readonly Target[] = [
  { name: 'revocation list', parse: parseRevocationList, seeds: [revocationList] },
  { name: 'master list', parse: verifyMasterList, seeds: [masterList], share: 0.2 },
  {
    name: 'deviation list',
    parse: parseDeviationListContent,
    seeds: [
      encodeDeviations([
        { issued: ['20171001000000Z', '20180205235959Z'], defects: [{ type: hashWrong, description: 'wrong hash' }] },
        { numbers: manyNumbers(20), defects: [{ type: hashWrong, field: 2 }] },
      ]),
    ],
  },
]
