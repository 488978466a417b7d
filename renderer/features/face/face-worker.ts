import type { Config, FaceResult, Human as HumanOf } from '@vladmandic/human'
import type { FaceComparison } from './compare-faces.ts'
import type { ComparerAnswer, ComparerRequest } from './comparer-messages.ts'

type Package = { readonly Human: new (config: Partial<Config>) => HumanOf }

// The package is optional: where it was not installed when the screens were built, these lists are empty.
const packages = import.meta.glob<Package>('../../../node_modules/@vladmandic/human/dist/human.esm.js', {
  exhaustive: true,
})
const files = import.meta.glob<string>(
  [
    '../../../node_modules/@vladmandic/human/models/{blazeface,faceres}.json',
    '../../../node_modules/@vladmandic/human/models/{blazeface,faceres}.bin',
  ],
  { exhaustive: true, eager: true, query: '?url', import: 'default' },
)
const [loadPackage] = Object.values(packages)

const modelFolder = `${self.location.origin}/models/`
const addresses = new Map(
  Object.entries(files).map(([path, url]) => [`${modelFolder}${path.split('/').at(-1)}`, url] as const),
)

/** All that this thread ever fetches: the four files of its models, which lie beside it. */
const fetchOwn = self.fetch.bind(self)
self.fetch = async input => {
  const address = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url
  const own = addresses.get(address)
  if (own === undefined) throw new TypeError('not a model of ours')
  return fetchOwn(new URL(own, self.location.href))
}

/** Where the graphics card is only imitated, plain JavaScript takes half the time. */
function hasGraphicsCard(): boolean {
  const context = new OffscreenCanvas(1, 1).getContext('webgl2')
  const named = context?.getExtension('WEBGL_debug_renderer_info')
  const renderer = context && named ? String(context.getParameter(named.UNMASKED_RENDERER_WEBGL)) : ''
  return renderer !== '' && !/swiftshader|llvmpipe|software|basic render/i.test(renderer)
}

const config: Partial<Config> = {
  backend: hasGraphicsCard() ? 'humangl' : 'cpu',
  modelBasePath: modelFolder,
  cacheModels: false,
  validateModels: false,
  debug: false,
  async: false,
  warmup: 'none',
  cacheSensitivity: 0,
  filter: { enabled: false },
  gesture: { enabled: false },
  body: { enabled: false },
  hand: { enabled: false },
  object: { enabled: false },
  segmentation: { enabled: false },
  face: {
    enabled: true,
    detector: { modelPath: 'blazeface.json', maxDetected: 3, minConfidence: 0.3, rotation: false, return: false },
    mesh: { enabled: false },
    attention: { enabled: false },
    iris: { enabled: false },
    emotion: { enabled: false },
    antispoof: { enabled: false },
    liveness: { enabled: false },
    description: { enabled: true, modelPath: 'faceres.json', minConfidence: 0.1 },
  },
} as Partial<Config>

let ready: Promise<HumanOf | undefined> | undefined

/** Models and the graphics card's programs take far longer to get ready than a comparison: begun while the camera is being looked into. */
async function prepare(): Promise<HumanOf | undefined> {
  if (!loadPackage || addresses.size < 4) return undefined
  const { Human } = await loadPackage()
  const human = new Human(config)
  await human.load()
  await human.detect(new OffscreenCanvas(128, 128))
  const describe = human.models.models.faceres
  const nobody = human.tf.zeros([1, 224, 224, 3])
  const made = describe?.execute(nobody)
  human.tf.dispose(made ? [nobody, made] : nobody)
  return human
}

async function compare({ chip, live }: ComparerRequest): Promise<FaceComparison> {
  ready ??= prepare()
  const human = await ready
  if (!human) return { status: 'missing' }
  const faces: Partial<Record<'chip' | 'live', FaceResult>> = {}
  for (const [picture, bitmap] of [
    ['chip', chip],
    ['live', live],
  ] as const) {
    const { face } = await human.detect(bitmap)
    bitmap.close()
    const [found, another] = face
    if (!found) return { status: 'no-face', picture }
    if (another) return { status: 'several', picture }
    faces[picture] = found
  }
  const [one, other] = [faces.chip?.embedding, faces.live?.embedding]
  if (!one?.length || !other?.length) return { status: 'failed' }
  const score = human.match.similarity(one, other)
  return { status: 'compared', score, method: `@vladmandic/human ${human.version} blazeface+faceres` }
}

ready = prepare()
// Whoever compares hears of it.
ready.catch(() => {})

self.onmessage = ({ data }: MessageEvent<ComparerRequest>) => {
  void compare(data)
    .catch(() => ({ status: 'failed' }) as const)
    .then(answer => self.postMessage({ id: data.id, answer } satisfies ComparerAnswer))
}
