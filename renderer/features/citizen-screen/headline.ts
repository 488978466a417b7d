import type { IconName } from '../../ui/icon.tsx'
import type { FeedState } from './citizen-feed.ts'
import type { CitizenWords } from './citizen-words.ts'

export interface Headline {
  readonly icon: IconName
  readonly title: string
  readonly sub: string
}

/** The one thing to read on the screen. */
export function headlineOf(state: FeedState, t: CitizenWords): Headline {
  const closed: Headline = { icon: 'clock', title: t.closed, sub: t.closedSub }
  const wait: Headline = { icon: 'person', title: t.wait, sub: t.waitSub }
  if (state.status !== 'view') return state.status === 'lost' ? closed : { ...closed, sub: t.noKey }
  const { view } = state
  switch (view.stage) {
    case 'closed':
      return closed
    case 'welcome':
      return { icon: 'counter', title: t.welcome, sub: t.welcomeSub }
    case 'consent':
      return { icon: 'person', title: t.consent, sub: t.consentSub }
    case 'place-card':
      return view.act === 'place' ? { icon: 'reader', title: t.place, sub: t.placeSub } : wait
    case 'reading':
      if (view.act === 'ask-clerk') return wait
      return view.act === 'keep'
        ? { icon: 'card', title: t.keep, sub: t.keepSub }
        : { icon: 'reader', title: t.placeAgain, sub: t.placeAgainSub }
    case 'result':
      if (view.word === 'thanks') return { icon: 'check', title: t.thanks, sub: t.thanksSub }
      return view.word === 'checked' ? { icon: 'check', title: t.checked, sub: t.checkedSub } : wait
  }
}
