import { createInterface } from 'node:readline'

/** What a person types for a command; a PIN is never an argument, where every process of the computer could read it. */
export interface Answers {
  /** Without echo. Undefined where the input has ended, or where it was given up. */
  secret(question: string): Promise<string | undefined>
  line(question: string): Promise<string | undefined>
  /** Whether a person sees the questions, and can mistype. */
  readonly typed: boolean
  close(): void
}

/** Asks at the terminal, else takes the lines of the standard input, one for every question. Questions go to the error output. */
export function askedAnswers(input: NodeJS.ReadStream = process.stdin, output = process.stderr): Answers {
  return input.isTTY ? terminalAnswers(input, output) : pipedAnswers(input)
}

function pipedAnswers(input: NodeJS.ReadableStream): Answers {
  const lines = createInterface({ input, terminal: false })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    return done ? undefined : value
  }
  return { typed: false, secret: next, line: next, close: () => input.pause() }
}

function terminalAnswers(input: NodeJS.ReadStream, output: NodeJS.WritableStream): Answers {
  return {
    typed: true,
    secret: question => hidden(input, output, question),
    line(question) {
      const asking = createInterface({ input, output })
      return new Promise(resolve => {
        asking.once('close', () => resolve(undefined))
        asking.question(`${question}: `, answer => {
          resolve(answer)
          asking.close()
        })
      })
    },
    close: () => input.pause(),
  }
}

const enter = ['\r', '\n']
/** Ctrl-C and Ctrl-D. */
const givenUp = ['\u0003', '\u0004']
const backspace = ['\b', '\u007f']

/** Raw mode: the terminal shows nothing of what is typed. */
function hidden(
  input: NodeJS.ReadStream,
  output: NodeJS.WritableStream,
  question: string,
): Promise<string | undefined> {
  output.write(`${question}: `)
  input.setRawMode(true)
  input.setEncoding('utf8')
  input.resume()
  return new Promise(resolve => {
    let text = ''
    const taken = (chunk: string | Buffer) => {
      for (const character of chunk.toString()) {
        if (enter.includes(character) || givenUp.includes(character)) {
          input.off('data', taken)
          input.setRawMode(false)
          input.pause()
          output.write('\n')
          return resolve(givenUp.includes(character) ? undefined : text)
        }
        text = backspace.includes(character) ? [...text].slice(0, -1).join('') : text + character
      }
    }
    input.on('data', taken)
  })
}
