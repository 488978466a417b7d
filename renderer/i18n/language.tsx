import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { en } from './en.ts'
import { type Dictionary, vi } from './vi.ts'

export const languages = { vi, en } as const satisfies Record<string, Dictionary>
export type Language = keyof typeof languages

const storageKey = 'chipdesk.language'

const LanguageContext = createContext<{ language: Language; choose(language: Language): void }>({
  language: 'vi',
  choose: () => {},
})

function remembered(): Language {
  try {
    return localStorage.getItem(storageKey) === 'en' ? 'en' : 'vi'
  } catch {
    // Storage may be switched off on a locked-down kiosk.
    return 'vi'
  }
}

export function LanguageProvider({ initial, children }: { readonly initial?: Language; readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(initial ?? remembered)
  useEffect(() => {
    document.documentElement.lang = language
    document.title = languages[language].documentTitle
  }, [language])
  const value = useMemo(
    () => ({
      language,
      choose(next: Language) {
        setLanguage(next)
        try {
          localStorage.setItem(storageKey, next)
        } catch {
          // As above: then it holds for this window only.
        }
      },
    }),
    [language],
  )
  return <LanguageContext value={value}>{children}</LanguageContext>
}

export const useLanguage = () => useContext(LanguageContext)
export const useWords = (): Dictionary => languages[useContext(LanguageContext).language]
