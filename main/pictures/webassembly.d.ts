/** The part of the WebAssembly interface that is used here: TypeScript has it only together with all of the browser's. */
declare namespace WebAssembly {
  type Exports = Record<string, unknown>
  class Module {
    constructor(bytes: Uint8Array)
    private readonly compiled: true
  }
  class Instance {
    constructor(module: Module, imports: object)
    readonly exports: Exports
  }
  function compile(bytes: Uint8Array): Promise<Module>
}
