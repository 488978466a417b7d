import { scriptedStation } from '../main/shell/scripted-station.ts'
import { serveStation } from '../main/shell/station-wire.ts'

/**
 * A station process of a few lines for tests of the Electron shell alone: it shows its own pid as the desk's id, answers
 * every call with `{}`, shows the last input as a personal number, and dies when the input is `die`.
 */
const station = scriptedStation((name, params) => {
  const text = name === 'counter.input' && typeof params === 'object' && params && 'text' in params ? params.text : ''
  if (text === 'die') process.kill(process.pid, 'SIGKILL')
  return {}
})
serveStation(
  {
    call: station.call,
    subscribe: listener =>
      station.subscribe(state => listener({ ...state, desk: { ...state.desk, id: `${process.pid}` } })),
  },
  {
    send: text => process.send?.(text),
    onMessage: listener => process.on('message', message => typeof message === 'string' && listener(message)),
    onClose: listener => process.once('disconnect', listener),
  },
)
process.once('disconnect', () => process.exit(0))
