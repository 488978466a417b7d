import { z } from 'zod'

/** A desk, or a demonstration, that nobody has begun to work with. */
export const setUpSchema = z.object({
  /** The demonstration was opened from a real desk that is being set up, and leads back to it. */
  trial: z.boolean(),
})
export type SetUpView = z.infer<typeof setUpSchema>

/** What a card says to anybody: nothing on it was opened. */
export const triedCardSchema = z.object({
  reader: z.string(),
  /** Answer to reset, hexadecimal. */
  atr: z.string(),
  /** How its chip lets itself be opened: by six digits, or by the printed lines alone. */
  opensBy: z.enum(['pace', 'bac']),
})
export type TriedCard = z.infer<typeof triedCardSchema>
