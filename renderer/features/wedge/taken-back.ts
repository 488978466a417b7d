type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

interface FieldBefore {
  readonly field: Field
  readonly value: string
  readonly start: number | null
  readonly end: number | null
}

const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement

/** Remembers what stood in every field that a burst of keys writes into, so that a scan can be taken out of it again. */
export interface TakenBack {
  /** A field is about to be changed; what it is before the first change counts. */
  before(target: EventTarget | null): void
  restore(): void
  /** No scan after all: `text` goes where it would have gone. */
  giveBack(text: string): void
  forget(): void
}

export function takeBack(): TakenBack {
  let fields: FieldBefore[] = []
  return {
    before(target) {
      if (!isField(target) || fields.some(({ field }) => field === target)) return
      const select = target instanceof HTMLSelectElement
      const [start, end] = select ? [null, null] : [target.selectionStart, target.selectionEnd]
      fields.push({ field: target, value: target.value, start, end })
    },
    restore() {
      for (const { field, value, start, end } of fields) {
        if (!field.isConnected || field.value === value) continue
        setValue(field, value)
        if (!(field instanceof HTMLSelectElement) && start !== null) field.setSelectionRange(start, end)
      }
    },
    giveBack(text) {
      const [first] = fields
      if (!first?.field.isConnected || first.field instanceof HTMLSelectElement) return
      const { field, value, start, end } = first
      const at = start ?? value.length
      setValue(field, value.slice(0, at) + text + value.slice(end ?? at))
      field.setSelectionRange(at + text.length, at + text.length)
    },
    forget() {
      fields = []
    },
  }
}

/** As if somebody had typed it: the framework that owns the field hears of it. */
function setValue(field: Field, value: string): void {
  const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set
  setter?.call(field, value)
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }))
}
