// The layer rule of ARCHITECTURE.md. `from` may reach only what its row lists; everything else is an error.
const layers = {
  'main/protocol': [],
  'main/crypto': [],
  'main/emrtd': ['main/crypto'],
  'main/cccd': [],
  'main/trust': ['main/crypto', 'main/emrtd', 'main/protocol'],
  'main/reading': ['main/crypto', 'main/emrtd', 'main/cccd', 'main/protocol'],
  'main/pictures': ['main/emrtd/lds', 'main/emrtd/result', 'main/protocol'],
  'main/verification': ['main/crypto', 'main/emrtd', 'main/cccd', 'main/trust', 'main/protocol', 'main/reading'],
  'main/audit': ['main/crypto', 'main/protocol'],
  'main/operators': ['main/crypto', 'main/protocol', 'main/emrtd/result'],
  'main/purposes': ['main/protocol', 'main/emrtd/result'],
  'main/online': ['main/crypto', 'main/cccd', 'main/audit', 'main/protocol', 'main/emrtd/result'],
  // What a desk asks, checks, keeps and prints, as data and pure functions.
  'main/desks': ['main/protocol', 'main/purposes', 'main/cccd', 'main/emrtd/result'],
  'main/print': ['main/protocol'],
  'main/api': ['main/crypto', 'main/protocol', 'main/emrtd/result'],
  'main/store': ['main/crypto', 'main/audit', 'main/operators', 'main/purposes', 'main/protocol', 'main/emrtd/result'],
  'main/station': ['main/', 'native/', 'fixtures/'],
  'main/shell': ['main/protocol', 'main/station'],
  'main/cli': ['main/', 'native/', 'fixtures/'],
  native: ['main/reading', 'main/protocol', 'main/emrtd/result'],
  renderer: ['main/protocol'],
  fixtures: ['main/crypto', 'main/emrtd', 'main/cccd', 'main/protocol', 'main/reading/card-transport'],
}
const test = '\\.test\\.tsx?$'
const helperOfTests = '(-of-tests\\.ts$|/proof/|/(modelled|planted|scripted|fake)-)'
const literal = path => path.replaceAll('/', '\\/')

module.exports = {
  forbidden: [
    ...Object.entries(layers).map(([layer, allowed]) => ({
      name: `layer-${layer.replace('/', '-')}`,
      severity: 'error',
      from: { path: `^${literal(layer)}/`, pathNot: test },
      to: {
        path: '^(main|native|renderer|fixtures|e2e|bench)/',
        pathNot: [layer, ...allowed].map(place => `^${literal(place)}`),
      },
    })),
    {
      name: 'nobody-imports-station',
      severity: 'error',
      from: { path: '^(main|native|renderer|fixtures)/', pathNot: ['^main/(station|shell|cli)/', test] },
      to: { path: '^main/station/' },
    },
    {
      name: 'shells-and-cli-do-not-meet',
      severity: 'error',
      from: { path: '^main/(?!cli/)', pathNot: test },
      to: { path: '^main/cli/' },
    },
    {
      name: 'nobody-imports-the-fuzzer',
      severity: 'error',
      from: { path: '^(main|native|renderer|fixtures)/', pathNot: ['^main/fuzz/', test] },
      to: { path: '^main/fuzz/' },
    },
    {
      name: 'helpers-of-tests-are-not-shipped',
      severity: 'error',
      from: { path: '^(main|native|renderer)/', pathNot: [test, helperOfTests] },
      to: { path: helperOfTests },
    },
    {
      name: 'electron-only-in-its-shell',
      severity: 'error',
      from: { path: '^(main|native|renderer|fixtures)/', pathNot: '^main/shell/electron/' },
      to: { path: '(^|/)electron(/|$)', pathNot: '^main/shell/electron/' },
    },
    {
      name: 'pure-core',
      comment: 'emrtd, cccd and protocol do no I/O: no Node module.',
      severity: 'error',
      from: { path: '^main/(emrtd|cccd|protocol)/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'both-sides-of-a-protocol-apart',
      comment: 'The chip side is written from the specification on its own, so that a misreading does not cancel out.',
      severity: 'error',
      from: { path: '^fixtures/', pathNot: test },
      to: { path: '^main/emrtd/(bac|pace|secure-messaging|chip-authentication|active-authentication|key-derivation)' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|dist|node_modules)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'] },
  },
}
