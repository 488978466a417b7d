import type { Config, FaceResult, Human as HumanOf } from '@vladmandic/human'
import type { FaceComparison } from './compare-faces.ts'
import type { ComparerRequest } from './comparer-messages.ts'

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

const config: Partial<Config> = {
  // Software drawing without a graphics card is still several times as fast as plain JavaScript.
  backend: typeof OffscreenCanvas === 'function' && new OffscreenCanvas(1, 1).getContext('webgl2') ? 'humangl' : 'cpu',
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

async function compare({ chip, live }: ComparerRequest): Promise<FaceComparison> {
  if (!loadPackage || addresses.size < 4) return { status: 'missing' }
  const { Human } = await loadPackage()
  const human = new Human(config)
  const faces: { chip: FaceResult[]; live: FaceResult[] } = { chip: [], live: [] }
  for (const [picture, bitmap] of [
    ['chip', chip],
    ['live', live],
  ] as const) {
    const seen = await human.detect(bitmap)
    bitmap.close()
    faces[picture] = seen.face
    if (seen.face.length !== 1) return { status: seen.face.length === 0 ? 'no-face' : 'several', picture }
  }
  const [one, other] = [faces.chip[0]?.embedding, faces.live[0]?.embedding]
  if (!one?.length || !other?.length) return { status: 'failed' }
  const score = human.match.similarity(one, other)
  return { status: 'compared', score, method: `@vladmandic/human ${human.version} blazeface+faceres` }
}

self.onmessage = ({ data }: MessageEvent<ComparerRequest>) => {
  void compare(data)
    .catch(() => ({ status: 'failed' }) as const)
    .then(answer => self.postMessage(answer))
}
