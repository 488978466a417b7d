import type { ChipDeskError } from '../../../main/protocol/errors.ts'
import { useWords } from '../../i18n/language.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './devices.module.css'

interface Props {
  readonly tag: ChipDeskError['tag']
  readonly title: string
  readonly cure: string
}

/** What is wrong with one device, below its name: it lasts, so it is no alert. */
export function ProblemWords({ tag, title, cure }: Props) {
  const t = useWords()
  return (
    <div className={css.problem} data-testid="device-problem" data-tag={tag}>
      <Icon name="warning" size="1.4em" />
      <div>
        <p className={css.problemTitle}>{title}</p>
        <p>{cure}</p>
        <p className={css.code}>
          {t.technical}: {tag}
        </p>
      </div>
    </div>
  )
}
