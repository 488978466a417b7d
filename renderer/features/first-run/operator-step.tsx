import { demoAccounts, demoPin } from '../../../main/protocol/demo-accounts.ts'
import type { Session } from '../../../main/protocol/session.ts'
import { useWords } from '../../i18n/language.tsx'
import { FirstOperator } from '../sign-in/first-operator.tsx'
import { Line } from './found.tsx'

/** Who works here: a form while there is nobody, else who it is. */
export function WhoWorksHere({ session, demo }: { readonly session: Session | undefined; readonly demo: boolean }) {
  const { firstRun: t } = useWords()
  if (session?.state !== 'signed-in') return <FirstOperator />
  const { name } = session.operator
  return <Line good>{demo ? t.operator.demo(name, demoAccounts[0].id, demoPin) : t.operator.made(name)}</Line>
}
