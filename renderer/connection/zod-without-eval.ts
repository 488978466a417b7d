import { z } from 'zod'

/** zod compiles parsers with `new Function`, which the screen's content security policy forbids. Imported before any schema. */
z.config({ jitless: true })
