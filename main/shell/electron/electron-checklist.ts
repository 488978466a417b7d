import ts from 'typescript'

/** Sources by file name. */
export type Sources = Readonly<Record<string, string>>

/** Preferences that may stand in the code with one value only; every other dangerous one may not stand there at all. */
const preferences: Readonly<Record<string, string>> = {
  nodeIntegration: 'false',
  contextIsolation: 'true',
  sandbox: 'true',
  webviewTag: 'false',
  nodeIntegrationInWorker: 'never',
  nodeIntegrationInSubFrames: 'never',
  webSecurity: 'never',
  allowRunningInsecureContent: 'never',
  experimentalFeatures: 'never',
  enableBlinkFeatures: 'never',
  navigateOnDragDrop: 'never',
  enableRemoteModule: 'never',
  plugins: 'never',
  bypassCSP: 'never',
  allowExtensions: 'never',
  javascript: 'false',
  partition: "'print'",
}
/** Names that may be used in these files only, or (empty) in none. */
const places: Readonly<Record<string, string>> = {
  BrowserWindow: 'window.ts',
  ipcMain: 'station-door.ts',
  ipcRenderer: 'preload.ts citizen-preload.ts',
  contextBridge: 'preload.ts citizen-preload.ts',
  loadURL: 'window.ts',
  WebContentsView: '',
  BrowserView: '',
  shell: '',
  openExternal: '',
  remote: '',
  loadFile: '',
  executeJavaScript: '',
  appendSwitch: '',
  printToPDF: 'print-jobs.ts',
  setCertificateVerifyProc: '',
  fromPartition: '',
  registerFileProtocol: '',
  eval: '',
  Function: '',
}
/** Calls and events without which a check of the list is not made. */
const required: Readonly<Record<string, RegExp>> = {
  'permission requests': /setPermissionRequestHandler\(/,
  'permission checks': /setPermissionCheckHandler\(/,
  'device permissions': /setDevicePermissionHandler\(\(\) => false\)/,
  'requests of the page': /onBeforeRequest\([^;]*cancel: !mayLoad\(/,
  'requests of a print-out': /onBeforeRequest\([^;]*cancel: !mayLoadPrinted\(/,
  'scripts of a print-out': /javascript: false, partition/,
  navigation: /on\('will-navigate'[^;]*event\.preventDefault\(\)/,
  redirects: /on\('will-redirect', event => event\.preventDefault\(\)\)/,
  'frames that navigate': /on\('will-frame-navigate'/,
  webviews: /on\('will-attach-webview', event => event\.preventDefault\(\)\)/,
  'new windows': /setWindowOpenHandler\(\(\) => \(\{ action: 'deny' \}\)\)/,
  'sandbox of every process': /app\.enableSandbox\(\)/,
  'debugging switches': /forbiddenSwitch\(process\.argv/,
  'sender of messages': /=>\s+isOurPage\(\{ ours: event\.sender === contents, frame: event\.senderFrame \}\)/,
  'preferences that are on': /nodeIntegration: false[\s\S]*webviewTag: false/,
  'isolation of the preload script': /sandbox: true,\s+contextIsolation: true/,
}
/** All that each preload script puts on its page, by the name of the object that it gives. */
const bridges: Readonly<
  Record<string, { readonly file: string; readonly name: string; readonly keys: string } | undefined>
> = {
  bridge: { file: 'preload.ts', name: 'chipdeskStation', keys: 'send,onMessage,onClose,print,printers' },
  citizenBridge: { file: 'citizen-preload.ts', name: 'chipdeskCitizen', keys: 'onMessage,onClose' },
}
const addresses = ['pageUrl', 'citizenUrl', 'printUrl']

/** What in the sources of the Electron shell breaks Electron's security checklist (docs/tutorial/security.md). */
export function checklistFindings(sources: Sources): string[] {
  const text = Object.values(sources).join('\n')
  const missing = Object.entries(required).flatMap(([what, pattern]) =>
    pattern.test(text) ? [] : [`unguarded: ${what}`],
  )
  return [...missing, ...Object.entries(sources).flatMap(([file, source]) => findingsIn(file, source))]
}

function findingsIn(file: string, source: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) {
      const allowed = preferences[node.name.text]
      if (allowed && node.initializer.getText() !== allowed) found.push(`${file}: ${node.getText()}`)
    }
    if (
      ts.isIdentifier(node) &&
      Object.hasOwn(places, node.text) &&
      isUse(node) &&
      !places[node.text]?.split(' ').includes(file)
    )
      found.push(`${file}: ${node.text}`)
    if (ts.isCallExpression(node)) found.push(...callFindings(file, node))
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true))
  return found
}

function callFindings(file: string, call: ts.CallExpression): string[] {
  const name = call.expression.getText()
  const [first, second] = call.arguments
  if (name.endsWith('.loadURL') && !addresses.includes(first?.getText() ?? '')) return [`${file}: ${call.getText()}`]
  if (name.endsWith('ipcRenderer.send') && file === 'citizen-preload.ts' && first?.getText() !== 'citizenChannels.open')
    return [`${file}: ${call.getText()}`]
  if (name === 'ipcMain.handle' && !second?.getText().includes('(heard(event) ?')) return [`${file}: ${call.getText()}`]
  if (!name.endsWith('exposeInMainWorld')) return []
  const given = second?.getText() ?? ''
  const bridge = Object.hasOwn(bridges, given) ? bridges[given] : undefined
  const named = bridge?.file === file && first && ts.isStringLiteral(first) && first.text === bridge.name
  return named && bridgeKeys(call.getSourceFile(), given).join() === bridge.keys ? [] : [`${file}: ${call.getText()}`]
}

function bridgeKeys(source: ts.SourceFile, given: string): string[] {
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue
    for (const { name, initializer } of statement.declarationList.declarations)
      if (name.getText() === given && initializer && ts.isObjectLiteralExpression(initializer))
        return initializer.properties.map(property => property.name?.getText() ?? property.getText())
  }
  return []
}

/** A type and its import are no use of a class. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isImportSpecifier(parent)) return !parent.isTypeOnly && !ts.isImportClause(parent.parent.parent)
  return !ts.isTypeReferenceNode(parent)
}
