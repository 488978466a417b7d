/** The part of the WebAssembly interface that is used here: TypeScript has it only together with all of the browser's. */
declare namespace WebAssembly {
  type Exports = Record<string, unknown>
  type Imports = Record<string, Record<string, never>>
  class Module {
    constructor(bytes: Uint8Array)
    private readonly compiled: true
  }
  class Instance {
    constructor(module: Module, imports: Imports)
    readonly exports: Exports
  }
  function compile(bytes: Uint8Array): Promise<Module>
}
